"""How does one mail leave this machine?"""

import smtplib
from email.message import EmailMessage

from auditor.net.tls import authorities


def send(
    message: EmailMessage,
    host: str,
    port: int,
    *,
    tls: str,
    user: str = "",
    password: str = "",
    timeout: float,
    ca_file: str = "",
) -> None:
    """Hands a mail to the office's server. `tls` is starttls, tls (from the first byte) or none. Raises OSError.

    Where TLS is asked for and cannot be had, nothing is sent; a password never goes over a plain connection.
    """
    if user and tls == "none":
        raise OSError("no password over a connection without TLS")
    context = authorities(ca_file)
    try:
        with (
            smtplib.SMTP_SSL(host, port, timeout=timeout, context=context)
            if tls == "tls"
            else smtplib.SMTP(host, port, timeout=timeout)
        ) as server:
            if tls == "starttls":
                server.starttls(context=context)
            if user:
                server.login(user, password)
            refused = server.send_message(message)
    except smtplib.SMTPException as error:  # one that the standard library lets be an OSError too, made sure of
        raise OSError(f"{type(error).__name__}: {error}") from error
    if refused:
        raise OSError(f"{len(refused)} addresses refused")
