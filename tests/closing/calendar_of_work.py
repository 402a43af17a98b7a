"""Working time, minute by minute: a table of the minutes of a year in which somebody works.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import bisect
import datetime
import zoneinfo

ZONE = zoneinfo.ZoneInfo("Europe/Paris")
UTC = datetime.timezone.utc
MINUTE = datetime.timedelta(minutes=1)


def to_utc(local):
    """The moment of a time of the zone; of one that summer time leaves out, the first moment after it."""
    moment = local.replace(tzinfo=ZONE).astimezone(UTC)
    if moment.astimezone(ZONE).replace(tzinfo=None) != local:
        while moment.astimezone(ZONE).utcoffset() != (moment - MINUTE).astimezone(ZONE).utcoffset():
            moment += MINUTE
        end = moment
        while (end - MINUTE).astimezone(ZONE).utcoffset() == end.astimezone(ZONE).utcoffset():
            end -= MINUTE
        return end
    return moment


def to_local(moment):
    return moment.astimezone(ZONE).replace(tzinfo=None)


class Calendar:
    """hours: {weekday from 1: [(opens, closes) in minutes]}; closed: days."""

    def __init__(self, hours, closed, first, days):
        self.hours, self.closed = hours, closed
        self.first = first
        self.minutes = []  # those of work, counted from first
        for number in range(days * 1440):
            local = to_local(first + number * MINUTE)
            of_day = local.hour * 60 + local.minute
            if local.date() not in closed and any(opens <= of_day < closes for opens, closes in hours.get(local.isoweekday(), ())):
                self.minutes.append(number)

    def next_moment(self, moment):
        place = bisect.bisect_left(self.minutes, (moment - self.first) // MINUTE)
        return max(moment, self.first + self.minutes[place] * MINUTE)

    def add_hours(self, moment, hours):
        """The end of the last of so many minutes of work from a whole minute on."""
        place = bisect.bisect_left(self.minutes, (moment - self.first) // MINUTE)
        return self.first + (self.minutes[place + hours * 60 - 1] + 1) * MINUTE

    def add_days(self, moment, days):
        began = to_local(self.next_moment(moment))
        day = began.date()
        while days:
            day += datetime.timedelta(days=1)
            days -= day not in self.closed and day.isoweekday() in self.hours
        return self.next_moment(to_utc(datetime.datetime.combine(day, began.time())))
