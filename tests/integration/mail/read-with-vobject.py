"""Reads iCalendar objects with vobject, and says of each event what it understood."""

import datetime
import json
import sys

import vobject


def to_utc(at):
    return at.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_event(event):
    dates = event.getrruleset() if hasattr(event, "rrule") else [event.dtstart.value]
    return {
        "uid": event.uid.value,
        "sequence": int(event.sequence.value),
        "status": event.status.value,
        "recurrenceId": to_utc(event.recurrence_id.value) if hasattr(event, "recurrence_id") else None,
        "dates": [to_utc(at) for at in dates],
        "summary": event.summary.value,
        "organizer": [event.organizer.value, event.organizer.params.get("SENT-BY")],
        "attendees": [each.value for each in event.attendee_list],
    }


def read(text):
    # vobject keeps the first definition of a zone that it sees for all others of the same name.
    getattr(vobject.icalendar, "__tzidMap").pop("Europe/Paris", None)
    calendar = vobject.readOne(text)
    calendar.validate(raiseException=True)
    return {
        "method": calendar.method.value,
        "events": [read_event(each) for each in calendar.vevent_list],
    }


json.dump([read(text) for text in json.load(sys.stdin)], sys.stdout)
