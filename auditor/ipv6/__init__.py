"""Can a citizen who has only IPv6 use a portal? Indicators V0 to B1, each with an outcome, a reason and evidence."""
