"""Which certificates and TLS versions are good enough?"""

import ssl

import certifi


def authorities(ca_file: str = "") -> ssl.SSLContext:
    """The system's authorities (or those of SSL_CERT_FILE), the ones that browsers know, and the operator's own."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    if ca_file:
        context.load_verify_locations(ca_file)
    return context


def strict(ca_file: str = "") -> ssl.SSLContext:
    """The same for web servers, in HTTP/1.1."""
    context = authorities(ca_file)
    context.set_alpn_protocols(["http/1.1"])
    return context


def unverified() -> ssl.SSLContext:
    """For the second look at a page whose certificate or protocol version is the finding: reads, and proves nothing."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.options |= getattr(ssl, "OP_LEGACY_SERVER_CONNECT", 0x4)
    context.set_alpn_protocols(["http/1.1"])
    return context
