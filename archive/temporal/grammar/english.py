"""Rows of the table for English text."""

# ruff: noqa: E501
#   One row a line, so that the table can be read as one.

from __future__ import annotations

from archive.temporal import anchors
from archive.temporal.conditions.names import is_named
from archive.temporal.conditions.surroundings import is_capital
from archive.temporal.pattern import Form
from archive.temporal.resolvers import day_rules, period_rules, range_rules
from archive.temporal.resolvers import english_rules as rules
from archive.temporal.resolvers.clock_rules import stamped

ENGLISH = (
    # what is no date
    Form("count in English", "{amount}[-{amount2}][ <million|billion|thousand>] {encounted}", None, "Some 2023 people fled."),
    Form("set of weekdays in English", "<every|each> {engday}[ {enpart}]", None, "The market opens every Sunday."),
    Form("set of weekdays in the plural", "<mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays>", None, "It airs on Sundays."),
    Form("name with a weekday", "<black|good|ash|bloody|super|palm|easter> {engday}", None, "They prayed on Good Friday."),
    Form("institution with a weekday", "{engday} <school|mass|mosque|market|league|edition>", None, "They went to Sunday school."),
    Form("name with a month", "<theresa|aprilia|miss|mrs.|ms.|mr.> {enfull}", None, "Theresa May resigned."),
    Form("event known by a number, in English", "9/11", None, "The 9/11 attacks changed everything."),
    Form("law in English", "<act|resolution|section|article|title|directive|regulation|no.|number> [of ]{y}", None, "The Stamp Act of 1765 and Resolution 2231 were cited."),
    Form("law in English, its year first", "{y} {name} <act|code>", None, "The 1965 Voting Rights Act was cited.", where=is_named),
    # days
    Form("weekday, month day, year", "{engday}[,] {enmonth} {d}[<st|nd|rd|th>][,] {y}", rules.dated, "It ended {Tuesday, Feb. 7, 2023}.", value="2023-02-07"),
    Form("weekday, month day in English", "{engday}[,] {enmonth} {d}[<st|nd|rd|th>]", rules.dated, "It ended {Tuesday, Feb. 7}.", value="2023-02-07"),
    Form("weekday, day month year in English", "{engday}[,] [the ]{d}[<st|nd|rd|th>] [of ]{enmonth}[[,] {y}]", rules.dated, "It ended {Tuesday 7 February 2023}.", value="2023-02-07"),
    Form("month day, year", "{enmonth} {d}[<st|nd|rd|th>][,] {y}", rules.dated, "The war began on {Feb. 24, 2022}.", value="2022-02-24"),
    Form("month day in English", "{enmonth} {d}[<st|nd|rd|th>]", rules.dated, "The deadline is {March 15}.", value="2023-03-15", where=is_capital),
    Form("day month year in English", "[the ]{d}[<st|nd|rd|th>] [of ]{enmonth}[,] {y}", rules.dated, "She was born on {7 February 1990}.", value="1990-02-07"),
    Form("day month in English", "[the ]{d}[<st|nd|rd|th>] [of ]{enmonth}", rules.dated, "It opens on {the 5th of March}.", value="2023-03-05"),
    Form("month day-day", "{enmonth} {d}{ento}{d2}[[,] {y}]", rules.days, "Talks were held {Feb. 6-8}.", value="2023-02-06/2023-02-08"),
    Form("ISO day in English text", "{y}-{m}-{d}", rules.dated, "The file is dated {2023-02-07}.", value="2023-02-07"),
    Form("ISO day and clock in English text", "{y}-{m}-{d}<t| >{time}[{offset}]", stamped, "It was logged at {2023-02-07T14:30Z}.", value="2023-02-07T14:30+00:00"),
    Form("weekday in English", "{engday}[ {enpart}]", rules.weekday, "Biden said {Tuesday} that he may run.", value="2023-02-07"),
    Form("weekday turned in English", "{enturn} {engday}[ {enpart}]", rules.weekday_turned, "The court ruled {last Tuesday}.", value="2023-02-07"),
    Form("yesterday, tomorrow", "{enday}[ {enpart}]", rules.deictic, "They arrived {yesterday morning}.", value="2023-02-07TMO", where=rules.is_no_possessive),
    Form("this morning", "<this|earlier this> {enpart}", rules.today, "The quake struck {this morning}.", value="2023-02-08TMO"),
    Form("tonight", "tonight", rules.today, "The debate is {tonight}.", value="2023-02-08TNI"),
    Form("last night", "last night", day_rules.last_night, "Protests broke out {last night}.", value="2023-02-07TNI"),
    # longer
    Form("month year in English", "[{enedge}{endash}]{enmonth}[,] [of ]{y}", rules.month, "Elections are due in {March 2024}.", value="2024-03"),
    Form("month turned in English", "{enturn} {enfull}", rules.month, "He resigned {last May}.", value="2022-05"),
    Form("edge of a month in English", "{enedge}{endash}{enfull}", rules.month, "It opens in {early March}.", value="2023-03"),
    Form("month in English", "{enfull}", rules.month, "Prices rose in {November}.", value="2022-11", where=rules.is_month),
    Form("year in English", "{y}", period_rules.written_year, "The law passed in {2013}.", value="2013", where=rules.is_year),
    Form("edge of a year in English", "{enedge}{endash}{y}", period_rules.written_year, "It closed in {late 2021}.", value="2021"),
    Form("year-year in English", "{y}{ento}{yy2}", range_rules.years, "He ruled {2004-2009}.", value="2004/2009"),
    Form("decade in English", "[the ][{enedge}{endash}]{yy}s", rules.decade, "Inflation was high in {the 1970s}.", value="197X"),
    Form("century in English", "[the ][{enedge}{endash}]{enorder} century", rules.century, "It dates from {the 19th century}.", value="18XX"),
    Form("quarter of a year in English", "[the ]{enorder} <quarter|half> of {y}", rules.quarter, "Growth slowed in {the second quarter of 2022}.", value="2022-Q2"),
    Form("quarter of a year told in English", "[the ]{enorder} <quarter|half> of {enturn} year", rules.quarter, "Growth slowed in {the first half of last year}.", value="2022-H1"),
    Form("last week", "{enturn} {enunit}", rules.unit_turned, "Talks resumed {last week}.", value="2023-W05", where=rules.is_no_duration),
    Form("last weekend", "{enturn} weekend", rules.weekend_turned, "Fighting flared {last weekend}.", value="2023-W05-WE"),
    Form("units ago", "{encount} {enunit} ago", rules.counted, "They met {two weeks ago}.", value="2023-W04"),
    Form("units from now", "{encount} {enunit} from now", rules.counted, "The vote is {three days from now}.", value="2023-02-11"),
    Form("clock in English", "{time} {ampm}", anchors.clock, "It opens {tomorrow}. Doors close at {7:30 p.m.} sharp.", value="2023-02-09T19:30", late=True),
)  # fmt: skip
