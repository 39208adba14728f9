"""These rows of the table read English text, and cover what is no date in it."""

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
    Form("set of weekdays in English", "<every|each|average|typical|usual>[ other] {engday}[ {enpart}]", None, "The market opens every Sunday."),
    Form("set of weekdays in the plural", "<mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays>", None, "It airs on Sundays."),
    Form("schedule in English", "{engday}{ento}{engday2}[,] <from|between> {time}[ {ampm}] <to|and|until> {time2}[ {ampm2}]", None, "It admits visitors Tuesday through Sunday from 10 a.m. to 5 p.m."),
    Form("weekdays of every week in English", "{engday}{ento}{engday2}", None, "The museum is open Tuesday through Sunday.", where=rules.is_schedule),
    Form("work named by a year in English", "<titled|entitled|called|named|novel|film|movie|album|song> {y}", None, "He wrote a novel titled 1984."),
    Form("event known by a day in English", "<sept.|september> 11 <attack|attacks|hijackers|hijacker|plot|terrorist|terrorists|terror|memorial|victims|commission>", None, "The Sept. 11 attacks led to war."),
    Form("event known by a day in January", "<jan.|january> 6 <attack|riot|riots|rioters|committee|panel|insurrection|hearings|defendants>", None, "The Jan. 6 committee met."),
    Form("thing with a number in English", "<room|flight|highway|route|unit|box|suite|gate|channel|model|version|asteroid> {y}", None, "They met in Room 1984."),
    Form("street with a number in English", "{y} {name} <street|avenue|road|boulevard|drive|lane>", None, "The office is at 2020 Main Street.", where=is_named),
    Form("feast of a month in English", "<fourth of july|cinco de mayo|ides of march|may day>", None, "They celebrated the Fourth of July."),
    Form("clocks of every day in English", "{time}[ {ampm}][{ento}{time2} {ampm2}] <every|each> <day|morning|night|evening|weekday|week>", None, "The office is open 9 a.m. to 5 p.m. every day."),
    Form("name with a weekday", "<black|good|ash|bloody|super|palm|easter> {engday}", None, "They prayed on Good Friday."),
    Form("institution with a weekday", "{engday} <school|schools|mass|mosque|market|league|edition>", None, "They went to Sunday school."),
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
    Form("item of a list of days in English", "{d}", rules.day_listed, "Talks are set for {March 9} and {10} in Doha.", value="2023-03-10"),
    Form("ISO day in English text", "{y}-{m}-{d}", rules.dated, "The file is dated {2023-02-07}.", value="2023-02-07"),
    Form("ISO day and clock in English text", "{y}-{m}-{d}<t| >{time}[{offset}]", stamped, "It was logged at {2023-02-07T14:30Z}.", value="2023-02-07T14:30+00:00"),
    Form("weekday in a turned list in English", "{engday}[ {enpart}]", rules.weekday_listed, "Ministers meet {next Tuesday} and {Wednesday}.", value="2023-02-15"),
    Form("weekday in English", "{engday}[ {enpart}]", rules.weekday, "Biden said {Tuesday} that he may run.", value="2023-02-07"),
    Form("weekday turned in English", "{enturn} {engday}[ {enpart}]", rules.weekday_turned, "The court ruled {last Tuesday}.", value="2023-02-07"),
    Form("yesterday, tomorrow", "{enday}[ {enpart}]", rules.deictic, "They arrived {yesterday morning}.", value="2023-02-07TMO", where=rules.is_no_possessive),
    Form("this morning", "<this|earlier this> {enpart}", rules.today, "The quake struck {this morning}.", value="2023-02-08TMO"),
    Form("tonight", "tonight", rules.today, "The debate is {tonight}.", value="2023-02-08TNI"),
    Form("last night", "last night", day_rules.last_night, "Protests broke out {last night}.", value="2023-02-07TNI"),
    Form("overnight in English", "overnight", day_rules.last_night, "Troops entered the city {overnight}.", value="2023-02-07TNI", where=rules.is_adverb),
    # counted from an earlier date
    Form("next day in English", "the <next|following> day", anchors.next_day, "It began {Feb. 2}; aid came {the next day}.", value="2023-02-03", late=True),
    Form("day before in English", "the <day before|previous day>", anchors.day_before, "It ended {Feb. 2}; he had left {the day before}.", value="2023-02-01", late=True),
    Form("units later in English", "{encount} {enunit} later", anchors.later, "He fled in {2011} and died {eight years later}.", value="2019", late=True, where=rules.compares_nothing),
    Form("units earlier in English", "{encount} {enunit} earlier", anchors.earlier, "He won in {2011}; {a year earlier} he had lost.", value="2010", late=True),
    Form("following unit in English", "the following {enunit}", anchors.later, "He won in {2011} and resigned {the following year}.", value="2012", late=True),
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
