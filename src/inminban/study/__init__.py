"""Many runs: fitting and comparing."""
