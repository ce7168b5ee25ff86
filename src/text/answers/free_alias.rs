//! How do I free the alias of a room that nobody can enter?

use super::Words;
use crate::route::Question;
use crate::text::questions::question;

sentences! {
    lead = "A server admin can delete any alias of this server and give it to another room without being in either. The room itself stays as it is.";
    keywords = "room alias address delete stuck directory locked out access lost";
    limit_main_alias = "The room's own settings may still name the deleted alias as its main one, and lists of rooms show it. Only someone with power in the room can change that.";
    limit_remembered = "Other servers may remember for a while which room an alias led to.";
    limit_elsewhere = "Aliases of other servers can only be freed there, and aliases in the namespace of an application service only by that service.";
    faq = "The FAQ deletes the alias with curl and a user's own token. The token of any server admin does, too, and is the only one that helps when nobody is left in the room. In the address the alias must be encoded (# as %23, : as %3A), or the shell and the server read something else. The FAQ's address with r0 still works; v3 is today's.";
    room_too = "When the room itself should go, or be entered again";
    room_too_what = "Deleting the alias neither deletes the room nor removes anyone. For the room itself there are two ways. This version of Glia does not offer them; the commands below do:";
    regain = "Enter it again: Synapse can make a local user an admin of the room, as long as some local member has the power to do so. Without one it answers 400.";
    purge = "Delete it: everyone on this server is removed from the room, and purge deletes everything this server knows about it, including its aliases. This cannot be undone, and the room continues on other servers.";
    no_room_yet = "Look up the alias, and the commands below name its room.";
}

/// What the page has as every answer has it.
pub fn words() -> Words {
    Words {
        question: question(Question::FreeAlias),
        lead: lead(),
        keywords: keywords(),
        limits: vec![limit_main_alias(), limit_remembered(), limit_elsewhere()],
        faq: faq(),
    }
}
