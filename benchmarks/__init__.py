"""How fast, lean and right is the link family beside its peers? No part of the wheel; see docs/performance.md."""
