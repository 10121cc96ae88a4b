"""Digests: the schedule, the plan and the courier."""
