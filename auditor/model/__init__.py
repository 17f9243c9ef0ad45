"""Frozen values, and pure questions on them. Imports nothing of the rest.

Gathered: portal, scope, settings; exchange, fault, visit, found; page, picture, packed (a page as bytes); probe; run.
Understood: anatomy (columns, documents, pairs, topics); facts (what a check may ask).
Judged: profile, known (waivers and attestations); outcome, finding, others; result, volatile, comparison, reporting.
Texts: words and url (the keys by which things are the same), titles, traditional, wording, copying, likeness, reading,
workdays. problem is what a person is told in one sentence.
"""
