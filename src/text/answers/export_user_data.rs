//! How can I export a user's data?

use super::Words;
use crate::route::Question;
use crate::text::questions::question;

sentences! {
    lead = "Glia makes the same export as Synapse's own command in this browser, with the files themselves and with pages to read it offline, even for users for whom the command fails. The command and a script for the files are below, filled in, if you would rather use them.";
    keywords = "gdpr data request takeout backup download messages media admin_cmd export-data users";
    limit_encrypted = "Encrypted messages and files are exported encrypted. The keys are on the user's devices, not on the server.";
    limit_invites = "The count misses pending invitations from rooms that this server does not know. They still stop Synapse's command.";
    limit_only_own = "The command exports only media that Synapse keeps itself, and of rooms only what the user may see.";
    faq = "The FAQ runs synapse.app.admin_cmd on the server and downloads the media with a script. Two things are different today. The command stops with “AttributeError: 'list' object has no attribute 'values'” when the user has an invitation or a knock that is not answered (seen with Synapse 1.163.2), and what it has written until then lacks user_data and media_ids. And the FAQ's script gets 404 for every file: since Synapse 1.120 media need a token, and another address. The script below sends one.";
    whose = "Whose data";
    export_here = "Export in this browser";
    holds = "What this server holds";
    devices = "Devices";
    rooms = "Joined rooms";
    media = "Uploaded files";
    invites = "Invitations not answered";
    knocks = "Knocks not answered";
    too_old = "not told by this Synapse (1.145 and later do)";
    no_media = "not told: Synapse keeps no media here";
    will_crash = "Synapse's command will stop with an error for this user: there are invitations or knocks that are not answered. The user can accept or decline them; then it works.";
    no_obstacle = "No unanswered invitation or knock is known that would stop Synapse's command.";
    may_crash = "This Synapse does not say whether there are unanswered invitations or knocks, which stop Synapse's command.";
}

/// What the page has as every answer has it.
pub fn words() -> Words {
    Words {
        question: question(Question::ExportUserData),
        lead: lead(),
        keywords: keywords(),
        limits: vec![limit_encrypted(), limit_invites(), limit_only_own()],
        faq: faq(),
    }
}
