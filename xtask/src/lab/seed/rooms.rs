//! The ordinary rooms of the community: who is in them and what is said.

use anyhow::Result;
use serde_json::json;

use super::actions;
use crate::lab::account::Account;
use crate::lab::client::Client;

/// A room as planned.
struct Plan {
    alias: &'static str,
    name: &'static str,
    topic: &'static str,
    members: usize,
    published: bool,
    talk: &'static [&'static str],
}

const fn plan(
    alias: &'static str,
    name: &'static str,
    topic: &'static str,
    members: usize,
    published: bool,
    talk: &'static [&'static str],
) -> Plan {
    Plan { alias, name, topic, members, published, talk }
}

/// The alias (localpart) of the first room, the one that is nothing but ordinary.
pub const ORDINARY_ALIAS: &str = "welcome";

#[rustfmt::skip]
const PLANS: [Plan; 22] = [
    plan(ORDINARY_ALIAS, "Welcome desk", "New here? Say hello, ask anything. Tours on Thursdays at 19:00.", 24, true,
        &["Hello everybody, I'm here for the wood workshop.", "Welcome! Induction is on Saturday, bring closed shoes.", "Where do I get a key card?", "At the desk, Thursdays from six."]),
    plan("announcements", "Announcements", "Only what everybody should know. Replies in the room it is about.", 30, true,
        &["The general assembly is on the 14th. Proposals until Friday, please.", "The water is off on Tuesday morning."]),
    plan("woodshop", "Wood workshop", "Saw, planer, lathe. Book before you come.", 14, true,
        &["The planer blades are new, please feed slowly.", "Who left the band saw running?", "Sorry, that was me. Won't happen again."]),
    plan("laser", "Laser cutter", "No PVC, ever. Queue is in the calendar.", 12, true,
        &["Lens cleaned, focus is back at 50.8 mm.", "Can it do 6 mm plywood?", "Two passes at 80 %, yes."]),
    plan("electronics", "Electronics bench", "Soldering, measuring, smoke.", 11, true,
        &["The scope on bench 2 has a loose BNC.", "I ordered the regulators for the clock kits."]),
    plan("printers", "3D printers", "State of the printers, filament orders.", 10, true,
        &["Printer 3 strings again since the nozzle change.", "PETG is down to two spools."]),
    plan("textiles", "Textiles and sewing", "Machines, fabric swap, mending evenings.", 8, true,
        &["Mending evening is on Wednesday, the overlocker works again.", "I have ten metres of canvas to give away."]),
    plan("ceramics", "Ceramics", "Kiln plan and glazes.", 7, true,
        &["Bisque firing on Sunday, shelf two is still free."]),
    plan("bicycles", "Bicycle repair café", "Every second Friday. Bring your own patches.", 9, true,
        &["The wheel truing stand is back.", "Does anybody have a 27.2 mm seat post?"]),
    plan("garden", "Roof garden", "Watering rota, compost, tomatoes.", 8, false,
        &["Watering this week: Yara and Nils.", "The tomatoes have blight, please don't compost them."]),
    plan("kitchen", "Kitchen", "Who cooks, who washes up.", 12, false,
        &["Lentils tonight.", "The dishwasher filter was full of screws again."]),
    plan("treasury", "Treasury", "Books, invoices, grants. Board and treasurer.", 4, false,
        &["The rent invoice for October is paid.", "We are 312 euros under budget for tools."]),
    plan("board", "Board", "Minutes are in the wiki.", 5, false,
        &["Agenda for Monday: insurance, keys, summer closing."]),
    plan("keys", "Keys and access", "Lost cards, new cards, door trouble.", 6, false,
        &["Card 0417 is lost, please block it.", "Done."]),
    plan("network", "Network and servers", "This server, the wifi, the door controller.", 6, false,
        &["Upgraded the switch in the basement, five minutes down.", "Disk on the NAS is at 83 %."]),
    plan("purchasing", "Purchasing", "Collective orders. Deadline is the 20th of each month.", 9, false,
        &["Plywood order goes out tomorrow.", "Add two boxes of nitrile gloves, please."]),
    plan("safety", "Safety", "Accidents, near misses, inductions.", 7, true,
        &["The first-aid box in the metal shop is refilled."]),
    plan("metal", "Metal workshop", "Lathe, mill, welding. Induction required.", 9, true,
        &["Argon is at 40 bar.", "The mill's X axis has play again."]),
    plan("radio", "Amateur radio", "Antennas on the roof and off it.", 5, true,
        &["Heard a station from Réunion on 20 m this morning."]),
    plan("repair-cafe", "Repair café", "Toasters, lamps, radios. First Sunday of the month.", 10, true,
        &["34 visitors on Sunday, 21 repairs, 2 fires (small)."]),
    plan("off-topic", "Off topic", "Everything else.", 20, true,
        &["Is it cake day?", "It is always cake day.", "🎂"]),
    plan("summer-camp", "Summer camp", "Planning for July.", 11, false,
        &["The meadow is booked from the 8th to the 15th.", "We need two more people for the kitchen team."]),
];

/// How many rooms [`create`] makes.
pub const COUNT: usize = PLANS.len();

/// Creates the rooms, lets people join and talk; returns the room ids in a fixed order.
pub fn create(client: &Client, people: &[Account]) -> Result<Vec<String>> {
    PLANS.iter().enumerate().map(|(index, plan)| create_one(client, people, index, plan)).collect()
}

fn create_one(client: &Client, people: &[Account], index: usize, plan: &Plan) -> Result<String> {
    // Strides without a common factor with the number of people spread them over the rooms.
    let member = |position: usize| {
        let account = &people[(index * 7 + position * 4) % people.len()];
        actions::session(client, account)
    };
    let creator = member(0);
    let room_id = actions::create_room(
        &creator,
        &json!({
            "name": plan.name,
            "topic": plan.topic,
            "room_alias_name": plan.alias,
            "preset": "public_chat",
            "visibility": if plan.published { "public" } else { "private" },
        }),
    )?;
    for position in 1..plan.members {
        actions::join(&member(position), &room_id)?;
    }
    for (position, line) in plan.talk.iter().enumerate() {
        let speaker = member(position % plan.members);
        actions::say(&speaker, &room_id, &format!("talk-{index}-{position}"), line)?;
    }
    Ok(room_id)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::lab::seed::people::PEOPLE;

    #[test]
    fn members_of_a_room_differ() {
        for (index, plan) in PLANS.iter().enumerate() {
            let members: HashSet<usize> = (0..plan.members).map(|p| (index * 7 + p * 4) % PEOPLE.len()).collect();
            assert_eq!(members.len(), plan.members, "{}", plan.name);
        }
    }

    #[test]
    fn aliases_differ() {
        let aliases: HashSet<&str> = PLANS.iter().map(|plan| plan.alias).collect();
        assert_eq!(aliases.len(), COUNT);
    }
}
