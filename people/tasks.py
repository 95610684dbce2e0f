"""This floor's tasks, where the queue looks for them."""

from people.messages.delivery import deliver, sweep

__all__ = ["deliver", "sweep"]
