"""Command that serves the web simulator."""

from typing import Annotated

import typer


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = 8080,
) -> None:
    """Open the simulator and its API in a browser's reach, until interrupted."""
    import socket

    import uvicorn

    from slipstream.files import InputError
    from slipstream.service.app import create_app
    from slipstream.service.pages import STATIC, built
    from slipstream.service.settings import Settings

    try:
        listening = socket.create_server((host, port), reuse_port=False)
    except OSError as error:
        raise InputError(
            "--port",
            "",
            f"{host}:{port}, {error.strerror or error}".lower(),
            "an address that is free",
        ) from error
    settings = Settings()
    if not built():
        typer.echo(f"note: the pages are not in {STATIC}; `make web` builds them", err=True)
    where = f"[{host}]" if ":" in host else host
    typer.echo(f"Slipstream listens on http://{where}:{listening.getsockname()[1]}/", err=True)
    config = uvicorn.Config(
        create_app(settings), log_level="warning", access_log=False, timeout_graceful_shutdown=5
    )
    uvicorn.Server(config).run(sockets=[listening])
