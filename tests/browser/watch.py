"""What a browser complains of while a test runs: errors, refused content, dialogs that nobody asked for."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, Request, WebError


class Watch:
    """Follows all tabs of a person's browser."""

    def __init__(self) -> None:
        self.complaints: list[str] = []
        self.requests: list[Request] = []

    def follow(self, context: BrowserContext) -> None:
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("dialog", self._dialog)
        context.on("request", self._request)

    def assert_no_complaints(self) -> None:
        # Content that the Content-Security-Policy refuses is an error in the console, too.
        assert self.complaints == []

    def forgive(self, part: str) -> None:
        """Forget complaints that the test itself has caused, such as those of a server that it stopped."""
        self.complaints = [complaint for complaint in self.complaints if part not in complaint]

    def _request(self, request: Request) -> None:
        self.requests.append(request)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"console: {message.text}")

    def _error(self, error: WebError) -> None:
        self.complaints.append(f"error: {error.error}")

    def _dialog(self, dialog: Dialog) -> None:
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()
