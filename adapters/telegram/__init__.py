"""Telegram: a bot that hears private chats, groups and topics, by webhook or by polling.

Nothing is imported here, so that the settings can be read without the library, which only the door needs.
"""
