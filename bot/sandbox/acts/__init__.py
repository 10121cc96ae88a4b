"""What people do: writing, pressing, founding groups. Each act makes the updates that Telegram would send."""
