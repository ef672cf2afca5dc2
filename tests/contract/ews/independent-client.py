"""Drives an EWS server with exchangelib and says what it saw, a line of JSON for each step."""

import datetime
import json
import os
import sys
import warnings

warnings.filterwarnings("ignore")

import requests.adapters
from exchangelib import (
    BASIC,
    DELEGATE,
    IMPERSONATION,
    NTLM,
    UTC,
    Account,
    Build,
    CalendarItem,
    Configuration,
    Credentials,
    ExtendedProperty,
    Version,
)
from exchangelib.fields import MONDAY
from exchangelib.protocol import BaseProtocol
from exchangelib.recurrence import Recurrence, WeeklyPattern

asked = json.load(sys.stdin)


class PrivateAuthorityAdapter(requests.adapters.HTTPAdapter):
    def cert_verify(self, conn, url, verify, cert):
        super().cert_verify(conn, url, asked["caFile"], cert)


BaseProtocol.HTTP_ADAPTER_CLS = PrivateAuthorityAdapter


class BookingUid(ExtendedProperty):
    distinguished_property_set_id = "PublicStrings"
    property_name = "BookingUid"
    property_type = "String"


CalendarItem.register("booking_uid", BookingUid)


def say(step, **seen):
    print(json.dumps({"step": step, **seen}), flush=True)


def account(email, user, password, access_type, auth=BASIC):
    config = Configuration(
        service_endpoint=asked["url"],
        credentials=Credentials(user, password),
        auth_type=auth,
        version=Version(build=Build(15, 1, 2507, 6)),
    )
    return Account(
        primary_smtp_address=email,
        config=config,
        autodiscover=False,
        access_type=access_type,
        default_timezone=UTC,
    )


def at(text):
    from exchangelib import EWSDateTime

    return EWSDateTime.from_string(text)


start, end = at(asked["start"]), at(asked["end"])

service = account(asked["alice"], asked["service"], asked["password"], IMPERSONATION)
lists = sorted(service.protocol.get_roomlists(), key=lambda each: each.email_address)
say("lists room lists", found=[each.email_address for each in lists])
rooms = service.protocol.get_rooms(lists[0].email_address)
say("lists rooms", found=sorted(each.email_address for each in rooms))

item = CalendarItem(
    account=service,
    folder=service.calendar,
    uid=asked["uid"],
    booking_uid=asked["uid"],
    subject="Written by another client",
    start=start,
    end=end,
    required_attendees=[asked["bob"]],
    resources=[asked["room"]],
)
item.save(send_meeting_invitations="SendToAllAndSaveCopy")
say("creates with a resource by impersonation", id=item.id is not None)

read = service.calendar.get(id=item.id, changekey=item.changekey)
say(
    "reads by impersonation",
    subject=read.subject,
    uid=read.uid,
    resources=[[each.mailbox.email_address, each.response_type] for each in read.resources or []],
)
found = list(service.calendar.filter(booking_uid=asked["uid"]))
say("finds by an extended property", found=len(found))

room = account(asked["room"], asked["delegate"], asked["password"], DELEGATE)
copies = list(room.calendar.view(start=start, end=end))
say(
    "reads by delegate",
    found=[[each.uid, each.my_response_type, each.organizer.email_address] for each in copies],
)

busy = list(
    service.protocol.get_free_busy_info(
        accounts=[(asked["room"], "Resource", False), (asked["missing"], "Resource", False)],
        start=start - datetime.timedelta(hours=2),
        end=end + datetime.timedelta(hours=2),
    )
)
say(
    "asks free/busy",
    found=[
        sorted([str(e.start), str(e.end), e.busy_type] for e in each.calendar_events or [])
        if hasattr(each, "calendar_events")
        else type(each).__name__
        for each in busy
    ],
)

subscription = service.calendar.subscribe_to_streaming(event_types=["CreatedEvent", "ModifiedEvent"])
read = service.calendar.get(id=item.id)
read.subject = "Changed"
read.save(update_fields=["subject"], send_meeting_invitations="SendToAllAndSaveCopy")
say("changes", subject=service.calendar.get(id=item.id).subject)

told = next(service.calendar.get_streaming_events(subscription, connection_timeout=1))
say(
    "is told by a stream",
    found=[[type(each).__name__, each.item_id.id == item.id] for each in told.events],
)
service.calendar.unsubscribe(subscription)

series = CalendarItem(
    account=service,
    folder=service.calendar,
    subject="Every Monday",
    start=at(asked["monday"]),
    end=at(asked["monday"]) + datetime.timedelta(hours=1),
    resources=[asked["room"]],
    recurrence=Recurrence(
        pattern=WeeklyPattern(interval=1, weekdays=[MONDAY]),
        start=at(asked["monday"]).date(),
        number=4,
    ),
)
series.save(send_meeting_invitations="SendToAllAndSaveCopy")
series.occurrence(index=2).delete(send_meeting_cancellations="SendToAllAndSaveCopy")
moved = series.occurrence(index=3)
moved.start = at(asked["monday"]) + datetime.timedelta(days=14, hours=3)
moved.end = moved.start + datetime.timedelta(hours=1)
moved.save(
    update_fields=["start", "end"], send_meeting_invitations="SendToAllAndSaveCopy"
)
view = service.calendar.view(
    start=at(asked["monday"]) - datetime.timedelta(days=1),
    end=at(asked["monday"]) + datetime.timedelta(days=40),
)
say("writes a series", dates=sorted(str(each.start) for each in view if each.subject == "Every Monday"))

ntlm = account(asked["alice"], asked["alice"], asked["password"], DELEGATE, NTLM)
say("signs in by NTLM", found=ntlm.calendar.get(id=item.id).subject)

try:
    wrong = account(asked["alice"], asked["alice"], "not the password", DELEGATE, NTLM)
    say("is refused with a wrong password", refused=False, found=wrong.calendar.total_count)
except Exception as error:
    say("is refused with a wrong password", refused=True, error=type(error).__name__)

service.calendar.get(id=item.id).delete(send_meeting_cancellations="SendToAllAndSaveCopy")
service.calendar.get(id=series.id).delete(send_meeting_cancellations="SendToAllAndSaveCopy")
say("deletes", left=len(list(room.calendar.all())))
