//! Who is registered on my server?

use super::Words;
use crate::route::Question;
use crate::text::questions::question;

sentences! {
    lead = "Every account that this server has: counted by kind, and as a complete list to download. Nobody is left out, not even accounts that lists hide by default.";
    keywords = "accounts list export csv json download members registered count deactivated locked guests bridge";
    limit_overlap = "An account can be in several of the counts: a deactivated admin is deactivated and an admin.";
    limit_appservices = "Accounts of application services (bridges, bots) are in the counts and in the list, but Synapse's list does not say which they are. The page of one user does, and so does the SQL below.";
    limit_paged = "A long list is read page by page. An account created meanwhile may be missing; one that comes twice because the pages shifted is kept once. Synapse never deletes an account from the list, so none is lost in between.";
    limit_own = "These are the accounts of this server. Users of other servers, however many are in your rooms, are not registered here.";
    faq = "The FAQ selects the names from the table users. That is the same set as the list above: every account that was ever registered, with deactivated ones, guests and bridges, so it is more than the people who use the server. Synapse's own list is shorter unless it is asked for everybody: by default it hides locked accounts, and its older version (v2) deactivated ones too.";
    counted = "How many";
    column_kind = "Accounts";
    column_count = "Count";
    column_meaning = "What is counted";
    all = "All";
    all_what = "every account, as in the table users";
    in_use = "In use";
    in_use_what = "neither deactivated, nor locked, nor a guest";
    admins = "Server admins";
    admins_what = "also deactivated and locked ones";
    deactivated = "Deactivated";
    deactivated_what = "erased or not; they can never sign in again unless reactivated";
    locked = "Locked";
    locked_what = "cannot use the server until unlocked";
    guests = "Guests";
    guests_what = "registered without a name of their own";
    guests_mas = "not listed: with Matrix Authentication Service there are none";
    appservices = "Application services";
    appservices_what = "counted in all rows above, but the list does not say which they are";
    not_told = "not told";
    shadow_banned = "Shadow-banned";
    erased = "Erased";
    typed = "With a type (bot, support)";
    download = "All of them, to download";
    read_all = "Read all accounts";
    read_hint = "Page by page, however many there are. You can stop at any time and keep what has come.";
    list_of = "User IDs, one per line";
    csv = "CSV";
    json = "JSON";
    save_partial = "Only a part has been read. The files hold that part, and their names say so.";
    save_odd = "Some rows could not be read. They are not in the files, whose names say that they are partial:";
    in_the_list = "In what was read";
    distinct = "Different accounts";
    duplicates = "Came twice, kept once";
    odd_rows = "Could not be read";
    save_as(format: &str) = "Save: {format}";
}

/// What the page has as every answer has it.
pub fn words() -> Words {
    Words {
        question: question(Question::RegisteredUsers),
        lead: lead(),
        keywords: keywords(),
        limits: vec![limit_overlap(), limit_appservices(), limit_paged(), limit_own()],
        faq: faq(),
    }
}
