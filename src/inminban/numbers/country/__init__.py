"""Tables of the country (census, calendar, harvests, trade, observed series), each row with its source."""

from inminban.numbers.country.loading import COUNTRY, load_table, table_names

__all__ = ["COUNTRY", "load_table", "table_names"]
