"""The description of the Slack app that Slack makes it from: what it may do, and where its events go."""

from __future__ import annotations

import yaml

from liverguide.channels.slack.updates import BOT_EVENTS
from liverguide.library import current_library

# For answers; for what people write to it directly; for being called in a channel.
SCOPES = ("app_mentions:read", "chat:write", "im:history")
LONGEST_NAME, LONGEST_DESCRIPTION = 35, 140


def manifest(webhook: str) -> str:
    """The app's manifest in YAML, with this installation's address."""
    library = current_library()
    name = library.clinic.assistant.name
    data = {
        "display_information": {
            "name": name[:LONGEST_NAME],
            "description": library.phrase("app.slack.description")[:LONGEST_DESCRIPTION],
        },
        "features": {
            "app_home": {
                "home_tab_enabled": False,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": name[:LONGEST_NAME], "always_online": True},
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {"request_url": webhook, "bot_events": list(BOT_EVENTS)},
            "interactivity": {"is_enabled": True, "request_url": webhook},
            "org_deploy_enabled": False,
            "socket_mode_enabled": False,
            "token_rotation_enabled": False,
        },
    }
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=1000)
