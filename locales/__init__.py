"""The gettext catalogs of the bot's own words; read by bot.i18n."""
