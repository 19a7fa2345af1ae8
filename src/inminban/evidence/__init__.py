"""Evidence: sources, claims of the witnesses, published figures, and the checks that compare a run with them."""

from inminban.evidence.checks import Verdict, check
from inminban.evidence.inventory import as_text, evidence_sha256, inventory
from inminban.evidence.records import Record, claims, figures
from inminban.evidence.seeds import check_runs

__all__ = ["Record", "Verdict", "as_text", "check", "check_runs", "claims", "evidence_sha256", "figures", "inventory"]
