//! Dates in every form that newsrooms send.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, fmt::rfc2822};

/// Reads a date. One without an offset is in the newsroom's time zone, or in UTC.
///
/// RFC 3339, basic ISO 8601 (`20210516T080625Z`, `20210516T080625+0200`), RFC 2822, dates without
/// a time (midnight), `20210516`.
pub fn read(text: &str, zone: Option<&TimeZone>) -> Option<Timestamp> {
    let text = text.trim();
    if text.len() < 8 || text.len() > 64 {
        return None;
    }
    text.parse::<Timestamp>()
        .ok()
        .or_else(|| of_mail(text))
        .or_else(|| Timestamp::strptime("%Y%m%dT%H%M%S%z", text).ok())
        .or_else(|| Timestamp::strptime("%Y-%m-%d %H:%M:%S %z", text).ok())
        .or_else(|| naive(text, zone))
}

/// RFC 2822, also behind a day of the week that it does not know (`Tues,`) or that is another one.
fn of_mail(text: &str) -> Option<Timestamp> {
    let read = |text: &str| rfc2822::parse(text).ok().map(|zoned| zoned.timestamp());
    read(text).or_else(|| read(text.split_once(", ")?.1))
}

fn naive(text: &str, zone: Option<&TimeZone>) -> Option<Timestamp> {
    let time: DateTime = text
        .parse()
        .or_else(|_| text.parse::<Date>().map(|day| day.at(0, 0, 0, 0)))
        .ok()
        .or_else(|| written_out(text))?;
    zone.unwrap_or(&TimeZone::UTC).to_timestamp(time).ok()
}

/// A day as it is written out: `May 4, 2021`.
fn written_out(text: &str) -> Option<DateTime> {
    ["%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y"]
        .iter()
        .find_map(|form| Date::strptime(form, text).ok())
        .map(|day| day.at(0, 0, 0, 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_form_in_use() {
        for text in [
            "2021-05-16T08:06:25Z",
            "2021-05-16T10:06:25+02:00",
            "2021-05-16T10:06:25+0200",
            "20210516T080625Z",
            "20210516T100625+0200",
            "20210516T080625",
            "2021-05-16T08:06:25",
            "2021-05-16 08:06:25",
            "Sun, 16 May 2021 08:06:25 GMT",
            "Sun, 16 May 2021 10:06:25 +0200",
            "16 May 2021 08:06:25 +0000",
            "Sunday, 16 May 2021 08:06:25 GMT",
            "Sun, 16 May 21 08:06:25 UT",
        ] {
            let read = read(text, None).map(|time| time.to_string());
            assert_eq!(read.as_deref(), Some("2021-05-16T08:06:25Z"), "{text}");
        }
    }

    #[test]
    fn a_naive_date_is_in_the_newsrooms_time_zone() {
        let oslo = TimeZone::get("Europe/Oslo").unwrap();
        let read = read("20210516T090004", Some(&oslo)).unwrap();
        assert_eq!(read.to_string(), "2021-05-16T07:00:04Z");
    }

    #[test]
    fn a_day_begins_at_midnight_and_nonsense_is_no_date() {
        assert_eq!(read("20210516", None), read("2021-05-16", None));
        assert!(read("2021-05-16", None).is_some());
        for text in ["May 16, 2021", "16 May 2021"] {
            assert_eq!(read(text, None), read("2021-05-16", None), "{text}");
        }
        for text in ["", "tomorrow", "2021-13-40", "yesterday at noon"] {
            assert_eq!(read(text, None), None, "{text}");
        }
    }
}
