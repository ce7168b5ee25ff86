//! How do I free the alias of a room that nobody can enter?

use super::Words;

/// What the page has as every answer has it.
pub(super) const WORDS: Words = Words {
    question: "How do I free the alias of a room that nobody can enter?",
    lead: "A server admin may delete any alias of this server and give it to another room, without being in either. The room \
           itself stays as it is.",
    keywords: "room alias address delete stuck directory locked out access lost",
    limits: &[
        "The room's own settings may go on naming the deleted alias as its main one, and lists of rooms show it. Only \
         somebody with rights in the room can change that.",
        "Other servers may remember for a while which room an alias led to.",
        "Aliases of other servers can only be freed there, and aliases in the namespace of an application service only by \
         that service.",
    ],
    faq: "The FAQ deletes the alias with curl and a user's own token. The token of any server admin does, too, and is the only \
          one that helps when nobody is left in the room. In the address the alias must be encoded (# as %23, : as %3A), or the \
          shell and the server read something else. The FAQ's address with r0 still works; v3 is today's.",
};

sentences! {
    room_too = "When the room itself should go, or be entered again";
    room_too_what = "Deleting the alias neither deletes the room nor removes anybody. For the room itself there are two ways, \
                     which Glia does not offer in this version; the commands below do:";
    regain = "Enter it again: Synapse can make a local user an admin of the room, as long as some local member has the power \
              to do so. Without one it answers 400.";
    purge = "Delete it: everybody of this server is taken out of the room, and with purge all that this server knows of the \
             room is deleted, also every alias of it. There is no way back, and on other servers the room goes on.";
    no_room_yet = "Look up the alias, and the commands below name its room.";
}
