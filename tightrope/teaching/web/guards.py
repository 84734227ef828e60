"""What a request must be before anything looks at it: meant for us, and from our own page."""

from __future__ import annotations

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

from tightrope.teaching.web.address import Address
from tightrope.teaching.web.answers import refused
from tightrope.teaching.web.refusals import ELSEWHERE, NOT_JSON, ROLE, Refusal

_API = "/teach/api/"
_CHANGES = ("POST", "PUT", "DELETE", "PATCH")


def guard(app: Sanic, address: Address) -> None:
    """Refuses requests of other sites, and those that a form of theirs could send."""

    def check(request: Request) -> HTTPResponse | None:
        refusal = _refusal(request, address)
        return None if refusal is None else refused(refusal)

    app.register_middleware(check, "request")


def _refusal(request: Request, address: Address) -> Refusal | None:
    host = request.headers.get("host", "")
    if not address.is_ours(host):
        return Refusal(ROLE, f"The page is not at this address. Open it at {address.page}")
    if not request.path.startswith(_API):
        return None
    origin = request.headers.get("origin")
    if origin is not None and not address.may_ask(origin, host):
        return ELSEWHERE
    # Browsers count another port of this machine as the same site, but tell that it is another.
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return ELSEWHERE
    # A form can send no JSON, and a script of another site would have to be allowed to first.
    if request.method in _CHANGES and not _is_json(request):
        return NOT_JSON
    return None


def _is_json(request: Request) -> bool:
    content_type: str = request.headers.get("content-type", "")
    return content_type.partition(";")[0].strip().lower() == "application/json"
