"""Many runs: two worlds beside each other, and numbers fitted to figures."""
