"""The only place with sockets.

One request: fetch (redirects, limits) → route (a judged address: guard, resolve) → wire (connections) → http1 (the
answer; lenient where browsers are). Beside it: location, body, part, sniff, tls, session, own (headers for the portal
alone). What an answer means: outcome (whose fault), waf (a challenge, no content). The browser: browser, render,
layout. IPv6 of the home page: reach. A folder served on loopback: static. Notices: mail.
"""
