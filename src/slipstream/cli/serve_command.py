"""Command that serves the web simulator."""

from typing import Annotated

import typer


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = 8080,
) -> None:
    """Open the simulator and its API in a browser's reach, until interrupted."""
    import gc
    import socket

    import uvicorn

    from slipstream.files import InputError
    from slipstream.service.app import create_app
    from slipstream.service.pages import STATIC, built
    from slipstream.service.settings import read_settings

    # Other commands end before cycles matter; a server would fill the memory with them.
    gc.enable()
    settings = read_settings()
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family)
    except OSError as error:
        # Python says the address once more, in brackets.
        reason = str(error.strerror or error).partition(" (")[0].lower()
        found = f"{host}:{port}, {reason}"
        raise InputError("--host, --port", "", found, "an address that is free") from error
    if not built():
        typer.echo(f"note: the pages are not in {STATIC}; `make web` builds them", err=True)
    where = f"[{host}]" if ":" in host else host
    typer.echo(f"Slipstream listens on http://{where}:{listening.getsockname()[1]}/", err=True)
    config = uvicorn.Config(
        create_app(settings),
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=5,
        proxy_headers=bool(settings.trusted_proxy),
        forwarded_allow_ips=settings.trusted_proxy,
    )
    uvicorn.Server(config).run(sockets=[listening])
