"""The built front end: one page for every address that is not the API's."""

from pathlib import Path

from fastapi import APIRouter, Response
from fastapi.routing import APIRoute
from starlette.responses import FileResponse, HTMLResponse
from starlette.routing import Match
from starlette.types import Scope

from slipstream.service.errors import problem

STATIC = Path(__file__).parent / "static"
PAGES = ("track-record", "evidence", "about", "embed", "policies")

MISSING = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Slipstream</title>
<h1>The pages are not built</h1>
<p>This copy of Slipstream lacks its web pages. <code>make web</code> builds them; then load this
page again. The API answers all the same: <a href="/api/openapi.json">/api/openapi.json</a>.</p>
<h1 lang="ko">화면이 아직 빌드되지 않았습니다</h1>
<p lang="ko">이 슬립스트림에는 웹 화면이 없습니다. <code>make web</code>으로 만든 뒤 이 화면을
다시 여십시오. API는 그대로 쓸 수 있습니다.</p>
</html>
"""


def built() -> bool:
    """Whether the front end is there."""
    return (STATIC / "index.html").is_file()


class _PageRoute(APIRoute):
    """Leaves the API's addresses alone, so that a wrong method there is answered with 405."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        if scope["path"].startswith("/api"):
            return Match.NONE, {}
        return super().matches(scope)


def page_router() -> APIRouter:
    """Serve the pages, the files that they load, and every other address that is not the API's."""
    router = APIRouter(route_class=_PageRoute, include_in_schema=False)

    @router.api_route("/{path:path}", methods=["GET", "HEAD"])
    async def page(path: str) -> Response:
        """Send a built file, or the page that finds its way by the address."""
        folder = path.split("/")[0]
        file = _file(path)
        if file is not None and path != "index.html":
            # What the build puts among the assets has its hash in its name.
            cache_control = (
                "public, max-age=31536000, immutable" if folder == "assets" else "no-cache"
            )
            return FileResponse(file, headers={"Cache-Control": cache_control})
        if folder == "assets":
            raise problem("not_found")
        if not built():
            return HTMLResponse(MISSING, 503)
        known = path == "" or folder in PAGES
        headers = {"Cache-Control": "no-cache"}
        return FileResponse(STATIC / "index.html", 200 if known else 404, headers)

    return router


def _file(path: str) -> Path | None:
    try:
        file = (STATIC / path).resolve()
        return file if file.is_relative_to(STATIC.resolve()) and file.is_file() else None
    except (OSError, ValueError):
        # A name that no file can have.
        return None
