"""Where does the tree of names begin? The root servers (IANA root hints; they change once in years)."""

ROOTS: tuple[tuple[str, str], ...] = (
    ("a.root-servers.net", "198.41.0.4"),
    ("a.root-servers.net", "2001:503:ba3e::2:30"),
    ("d.root-servers.net", "199.7.91.13"),
    ("d.root-servers.net", "2001:500:2d::d"),
    ("f.root-servers.net", "192.5.5.241"),
    ("f.root-servers.net", "2001:500:2f::f"),
    ("i.root-servers.net", "192.36.148.17"),
    ("i.root-servers.net", "2001:7fe::53"),
    ("j.root-servers.net", "192.58.128.30"),
    ("j.root-servers.net", "2001:503:c27::2:30"),
    ("k.root-servers.net", "193.0.14.129"),
    ("k.root-servers.net", "2001:7fd::1"),
    ("l.root-servers.net", "199.7.83.42"),
    ("l.root-servers.net", "2001:500:9f::42"),
    ("m.root-servers.net", "202.12.27.33"),
    ("m.root-servers.net", "2001:dc3::35"),
)
