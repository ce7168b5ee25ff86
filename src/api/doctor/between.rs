//! What something between browser and Synapse may lose or keep: the query, and answers meant for one account.

use super::ask::Asker;
use super::parts::{Part, thumbnail};
use super::{Case, Says, server};
use crate::api::Method;
use crate::api::probe::Answer;
use crate::model::percent;

/// Whether what stands behind `?` reaches Synapse. All of these are refused, in other words where it does not.
/// `register` is the answer to a kind that nobody can be registered as, and nobody with a token.
pub(super) async fn query(asker: &mut Asker, case: &Case, base_url: &str, admin: &Part, register: &Answer) -> Says {
    let media = asker.get(&thumbnail(base_url)).await;
    if media.has_code("M_MISSING_PARAM") {
        return Says::QueryDropped { admin_only: false };
    }
    let says = |words: &str| register.error().is_some_and(|error| error.error.starts_with(words));
    if says("An access token should not be provided") {
        return Says::QueryDropped { admin_only: false };
    }
    if admin.answers
        && let Some(session) = server::session(case, base_url)
    {
        let url = format!("{base_url}/_synapse/admin/v2/users?limit=glia");
        let users = asker.signed_in(&url, &session.access_token).await;
        if users.good().is_some_and(|body| body.get("users").is_some()) {
            return Says::QueryDropped { admin_only: true };
        }
    }
    let arrives = says("Do not understand membership kind") || media.error().is_some_and(|error| error.status == 400);
    if arrives { Says::QueryArrives } else { Says::QueryUnknown }
}

/// Whether something keeps answers without regard to who asks.
pub(super) async fn caching(asker: &mut Asker, case: &Case, base_url: &str, admin: &Part) -> Says {
    let mut compared = false;
    if let Some(session) = server::session(case, base_url) {
        let mut private = vec![(format!("{base_url}/_matrix/client/v3/account/whoami"), "user_id")];
        if admin.answers {
            let user = percent::encode(session.user_id.as_str());
            private.push((format!("{base_url}/_synapse/admin/v1/users/{user}/admin"), "admin"));
        }
        for (path, field) in private {
            let url = format!("{path}{}", asker.fresh());
            let is_private = |answer: &Answer| answer.good().is_some_and(|body| body.get(field).is_some());
            if !is_private(&asker.signed_in(&url, &session.access_token).await) {
                continue;
            }
            let nobody = asker.get(&url).await;
            asker.forget();
            if is_private(&nobody) {
                return Says::Cached { private: true };
            }
            compared |= nobody.error().is_some();
        }
    }
    // Synapse lets caches keep this, but not for who sends a token: it refuses a wrong one.
    let url = super::connection::versions(base_url);
    if refuses_token(asker, &url).await {
        let kept = format!("{url}{}", asker.fresh());
        if asker.get(&kept).await.good().is_some() {
            let again = asker.with_no_token(Method::Get, &kept, None).await;
            if again.good().is_some() {
                return Says::Cached { private: false };
            }
            compared |= again.has_code("M_UNKNOWN_TOKEN");
        }
    }
    // Errors may be kept, too.
    let url = format!("{base_url}/_matrix/client/v3/account/whoami");
    if refuses_token(asker, &url).await {
        let kept = format!("{url}{}", asker.fresh());
        if asker.get(&kept).await.has_code("M_MISSING_TOKEN")
            && asker.with_no_token(Method::Get, &kept, None).await.has_code("M_MISSING_TOKEN")
        {
            return Says::Cached { private: false };
        }
    }
    if compared { Says::NotCached } else { Says::CacheUnknown }
}

/// The control: with a token that is none, and at an address that no cache knows, Synapse refuses.
async fn refuses_token(asker: &mut Asker, url: &str) -> bool {
    let url = format!("{url}{}", asker.fresh());
    let answer: Answer = asker.with_no_token(Method::Get, &url, None).await;
    answer.has_code("M_UNKNOWN_TOKEN")
}
