//! The truth after lost answers, against a server of scripted answers. What real servers do: `tests/contract/`.

use std::cell::RefCell;
use std::rc::Rc;

use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;
use serde_json::{Value, json};

use super::{
    Action, DeleteAlias, Ending, Filled, Me, PointAlias, PutAliasBack, Refusal, ResetPassword, SetAdmin, Told,
    ask_again, run,
};
use crate::api::capabilities::Capabilities;
use crate::api::{Answer, ApiError, Ask, ErrorKind, MatrixError, Odd, Request};

type Scripted = Result<Value, ErrorKind>;

/// Answers in order, and keeps what was asked.
struct Server {
    answers: RefCell<Vec<Scripted>>,
    asked: RefCell<Vec<String>>,
}

fn server(answers: impl IntoIterator<Item = Scripted>) -> Server {
    let mut answers: Vec<Scripted> = answers.into_iter().collect();
    answers.reverse();
    Server { answers: RefCell::new(answers), asked: RefCell::default() }
}

impl Ask for Server {
    fn send(&self, request: Request) -> LocalBoxFuture<'static, Result<Answer, ApiError>> {
        let named = format!("{} {}", request.method.name(), request.target);
        self.asked.borrow_mut().push(request.method.name().to_owned());
        let answer = self.answers.borrow_mut().pop().unwrap_or_else(|| panic!("not scripted: {named}"));
        async move {
            match answer {
                Ok(body) => Ok(Answer { request: named, status: 200, body }),
                Err(kind) => Err(ApiError { request: named, kind }),
            }
        }
        .boxed_local()
    }
}

impl Server {
    fn run(&self, action: &dyn Action) -> Result<Ending, ApiError> {
        let outcome = run(action, self).now_or_never().expect("a scripted answer never waits");
        assert!(self.answers.borrow().is_empty(), "less was asked than scripted: {:?}", self.asked.borrow());
        outcome
    }

    fn told(&self, action: &dyn Action) -> Told {
        self.run(action).ok().unwrap().told
    }
}

fn refused(status: u16, errcode: &str) -> Scripted {
    Err(ErrorKind::Matrix(MatrixError::read(status, &json!({"errcode": errcode, "error": "words"})).unwrap()))
}

/// Every ending of a request that proves nothing.
fn lost() -> Vec<ErrorKind> {
    let (why, snippet) = (Odd::Empty, String::new());
    vec![
        ErrorKind::Network { cause: "TypeError: Failed to fetch".to_owned() },
        ErrorKind::Timeout { after_ms: 60_000 },
        ErrorKind::NotMatrix { status: 502, snippet: String::new() },
        ErrorKind::Unexpected { status: 200, why, snippet },
        ErrorKind::Matrix(MatrixError::read(500, &json!({"errcode": "M_UNKNOWN"})).unwrap()),
    ]
}

fn can() -> Capabilities {
    Capabilities::default()
}

fn make_admin() -> SetAdmin {
    SetAdmin::new("@b:hs".into(), true, &can())
}

fn room(id: &str) -> Scripted {
    Ok(json!({"room_id": id, "servers": []}))
}

fn delete() -> DeleteAlias {
    DeleteAlias::new("#a:hs".into(), "!old".into(), false)
}

#[test]
fn a_lost_answer_is_followed_by_asking_what_is_true() {
    for kind in lost() {
        let told = |answer: Scripted| server([Err(kind.clone()), answer]).run(&make_admin()).ok().unwrap();
        let (done, undone) = (told(Ok(json!({"admin": true}))), told(Ok(json!({"admin": false}))));
        assert_eq!((done.told, undone.told), (Told::Confirmed, Told::Unchanged), "{kind:?}");
        assert!(done.undo.is_some() && undone.undo.is_none() && undone.error.is_some());
        assert_eq!(told(Err(kind.clone())).told, Told::Unknown, "{kind:?}");
    }
}

#[test]
fn a_good_answer_is_read_back_too() {
    let ok = || Ok(json!({}));
    assert_eq!(server([ok(), Ok(json!({"admin": true}))]).told(&make_admin()), Told::Confirmed);
    assert_eq!(server([ok(), Ok(json!({"admin": false}))]).told(&make_admin()), Told::Unchanged);
    assert_eq!(server([ok(), refused(500, "M_UNKNOWN")]).told(&make_admin()), Told::Unknown);
    // Asking again ends the doubt.
    let again = server([Ok(json!({"admin": true}))]);
    assert_eq!(ask_again(&make_admin(), &again, None).now_or_never().unwrap().told, Told::Confirmed);
}

#[test]
fn a_refusal_is_a_failure_and_nothing_is_read() {
    let error = server([refused(403, "M_FORBIDDEN")]).run(&make_admin()).err().unwrap();
    assert!(error.is_forbidden());
}

#[test]
fn a_password_that_nobody_confirmed_may_be_in_force() {
    let values = Filled::new(vec![("new-password", "s3cret ".to_owned()), ("logout-devices", Filled::YES.to_owned())]);
    let reset = ResetPassword::new("@b:hs".into(), false, &can()).filled(&values).unwrap();
    assert_eq!(server([Ok(json!({}))]).told(&*reset), Told::Accepted);
    // Something in front of the server answers well, and not as the server does.
    let in_front = Ok(json!({"status": "login required"}));
    for answer in lost().into_iter().map(Err).chain([in_front]) {
        let ending = server([answer]).run(&*reset).ok().unwrap();
        assert_eq!(ending.told, Told::Unknown);
        assert!(ending.receipt.unwrap().in_one_line().contains("s3cret "), "what may be in force is kept");
    }
    assert!(server([refused(403, "M_FORBIDDEN")]).run(&*reset).is_err());
    let me = Me { user_id: "@b:hs".into(), server_name: "hs".to_owned() };
    assert!(reset.caution(&me).is_some() && reset.caution(&Me::default()).is_none());
    assert!(!format!("{:?}", reset.plan()).contains("s3cret"));
}

#[test]
fn an_alias_is_taken_only_from_the_room_that_was_shown() {
    let deleting = server([room("!other")]);
    let ending = deleting.run(&delete()).ok().unwrap();
    assert_eq!((ending.told, ending.undo.is_none()), (Told::Unchanged, true));
    assert!(ending.says.contains("!other"));
    assert_eq!(*deleting.asked.borrow(), ["GET"]);
    let pointing = PointAlias::new("#a:hs".into(), Some("!old".into()), "hs");
    let target = || pointing.filled(&Filled::new(vec![("target-room", " !new ".to_owned())])).unwrap();
    let details = || Ok(json!({"room_id": "!new", "federatable": true, "public": false}));
    assert_eq!(server([details(), room("!other")]).told(&*target()), Told::Unchanged);
    assert_eq!(server([details(), room("!new"), room("!new")]).told(&*target()), Told::Confirmed);
}

/// What is typed is an id that the dialog acts on, like those that it shows.
#[test]
fn a_look_alike_target_is_cautioned_about() {
    let pointing = PointAlias::new("#a:hs".into(), None, "hs");
    let caution = |typed: &str| {
        pointing.filled(&Filled::new(vec![("target-room", typed.to_owned())])).unwrap().caution(&Me::default())
    };
    assert_eq!(caution("#lobby:hs"), None);
    assert_eq!(caution("#l\u{43e}bby:hs"), Some("This ID has letters that look like others"));
    assert_eq!(caution("!a\u{200b}b"), Some("This ID has invisible characters"));
}

#[test]
fn a_delete_that_the_browser_repeated_was_done() {
    let repeated = server([room("!old"), refused(404, "M_NOT_FOUND"), refused(404, "M_NOT_FOUND")]);
    let ending = repeated.run(&delete()).ok().unwrap();
    assert_eq!((ending.told, ending.undo.is_some()), (Told::Confirmed, true));
    // Not so when it still answers: then the refusal was meant.
    assert!(server([room("!old"), refused(404, "M_NOT_FOUND"), room("!old")]).run(&delete()).is_err());
    // It was free before: nothing is sent.
    let free = server([refused(404, "M_NOT_FOUND"), refused(404, "M_NOT_FOUND")]);
    assert_eq!(free.told(&delete()), Told::Confirmed);
    assert_eq!(*free.asked.borrow(), ["GET", "GET"]);
    let back = PutAliasBack::new("#a:hs".into(), "!old".into());
    assert_eq!(server([refused(409, "M_UNKNOWN"), room("!old")]).told(&back), Told::Confirmed);
    assert!(server([refused(409, "M_UNKNOWN"), room("!other")]).run(&back).is_err());
}

#[test]
fn an_alias_between_two_rooms_is_told_and_can_be_put_back() {
    let pointing = PointAlias::new("#a:hs".into(), Some("!old".into()), "hs");
    let target = || pointing.filled(&Filled::new(vec![("target-room", "#new".to_owned())])).unwrap();
    let free = || refused(404, "M_NOT_FOUND");
    let ways = lost().into_iter().map(Err).chain([refused(400, "M_UNKNOWN")]);
    for put in ways {
        let ending = server([room("!new"), room("!old"), Ok(json!({})), put, free()]).run(&*target()).ok().unwrap();
        assert_eq!((ending.told, ending.undo.unwrap().name()), (Told::Halfway, "put-alias-back"));
        assert!(ending.error.is_some());
    }
    // The answer to the deletion is lost: whatever came of it is read.
    for (now, told) in [(free(), Told::Halfway), (room("!old"), Told::Unchanged)] {
        let lost = Err(ErrorKind::Timeout { after_ms: 1 });
        assert_eq!(server([room("!new"), room("!old"), lost, now]).told(&*target()), told);
    }
    // A room that does not exist takes no alias away, and that is a failure.
    assert!(server([free()]).run(&*target()).err().unwrap().is_not_found());
}

fn pointing(current: Option<&str>) -> Rc<dyn Action> {
    let pointing = PointAlias::new("#a:hs".into(), current.map(Into::into), "hs");
    pointing.filled(&Filled::new(vec![("target-room", "#new".to_owned())])).unwrap()
}

/// What was met when it was tried, and the ending once it is asked about again.
fn asked_again(action: &dyn Action, met: Option<ApiError>, answer: Scripted) -> Ending {
    let server = server([answer]);
    let ending = ask_again(action, &server, met).now_or_never().unwrap();
    assert_eq!(*server.asked.borrow(), ["GET"], "only what was tried is asked about, and the target is known");
    ending
}

/// The alias was taken from its room already, so the refusal of what comes next is not all that there is to say.
#[test]
fn a_move_that_is_refused_between_its_writes_is_never_a_plain_refusal() {
    let taken = || [room("!new"), room("!old"), Ok(json!({})), refused(409, "M_UNKNOWN")];
    let cut_into = server(taken().into_iter().chain([room("!third")])).run(&*pointing(Some("!old"))).ok().unwrap();
    assert_eq!((cut_into.told, cut_into.error.unwrap().is_taken()), (Told::Halfway, true));
    assert!(cut_into.says.contains("!third") && !cut_into.says.contains("nothing has changed"), "{}", cut_into.says);
    // It came back to its room, or was never away from it: then nothing has changed, and no answer was lost.
    let back = server(taken().into_iter().chain([room("!old")])).run(&*pointing(Some("!old"))).ok().unwrap();
    assert_eq!((back.told, back.error.is_some()), (Told::Unchanged, true));
    assert!(!back.says.contains("lost"), "{}", back.says);
    // Nor is it one when the server could only be asked later.
    for (now, told) in [(room("!third"), Told::Halfway), (room("!old"), Told::Unchanged)] {
        let action = pointing(Some("!old"));
        let lost = server(taken().into_iter().chain([refused(500, "M_UNKNOWN")])).run(&*action).ok().unwrap();
        assert_eq!(lost.told, Told::Unknown);
        assert_eq!(asked_again(&*action, lost.error, now).told, told);
    }
}

#[test]
fn a_third_room_is_named_and_never_told_as_no_change() {
    let lost = || Err(ErrorKind::Timeout { after_ms: 1 });
    let back = PutAliasBack::new("#a:hs".into(), "!old".into());
    let endings = [
        // The answer to the deletion is lost.
        server([room("!new"), room("!old"), lost(), room("!third")]).run(&*pointing(Some("!old"))),
        // All was accepted, and somebody else came next.
        server([room("!new"), room("!old"), Ok(json!({})), Ok(json!({})), room("!third")])
            .run(&*pointing(Some("!old"))),
        // It was free.
        server([room("!new"), refused(404, "M_NOT_FOUND"), lost(), room("!third")]).run(&*pointing(None)),
        server([lost(), room("!third")]).run(&back),
        server([Ok(json!({})), room("!third")]).run(&back),
    ];
    let told = endings.map(|ending| {
        let Ending { told, says, .. } = ending.ok().unwrap();
        assert!(says.contains("(!third)") && !says.contains("nothing has changed"), "{says}");
        told
    });
    assert_eq!(told, [Told::Halfway, Told::Halfway, Told::Unchanged, Told::Unchanged, Told::Unchanged]);
}

/// The dialog asks with the action that it tried, whatever is typed meanwhile.
#[test]
fn asking_again_is_about_the_target_that_was_tried() {
    let tried = pointing(Some("!old"));
    let lost = || Err(ErrorKind::Timeout { after_ms: 1 });
    let ending = server([room("!new"), room("!old"), Ok(json!({})), lost(), lost()]).run(&*tried).ok().unwrap();
    assert_eq!(ending.told, Told::Unknown);
    let ending = asked_again(&*tried, ending.error, room("!new"));
    assert_eq!(ending.told, Told::Confirmed);
    assert!(ending.says.contains("!new"), "{}", ending.says);
}

#[test]
fn a_target_may_be_pasted_as_a_link() {
    let pointing = PointAlias::new("#a:hs".into(), Some("!old".into()), "hs");
    let link = "https://matrix.to/#/!new%3Ahs?via=hs".to_owned();
    let action = pointing.filled(&Filled::new(vec![("target-room", link)])).unwrap();
    let server = server([room("!new:hs"), room("!old"), Ok(json!({})), Ok(json!({})), room("!new:hs")]);
    assert_eq!(server.told(&*action), Told::Confirmed);
}

#[test]
fn many_run_from_one_list() {
    let list: Vec<Rc<dyn Action>> = vec![Rc::new(make_admin()), Rc::new(delete())];
    let server =
        server([Ok(json!({})), Ok(json!({"admin": true})), room("!old"), Ok(json!({})), refused(404, "M_NOT_FOUND")]);
    let told: Vec<Told> =
        list.iter().map(|action| run(&**action, &server).now_or_never().unwrap().ok().unwrap().told).collect();
    assert_eq!(told, [Told::Confirmed, Told::Confirmed]);
}

#[test]
fn nobody_takes_the_right_from_oneself() {
    let me = Me { user_id: "@b:hs".into(), server_name: "hs".to_owned() };
    let remove = SetAdmin::new("@b:hs".into(), false, &can());
    assert!(matches!(remove.refusal(&me, &can()), Some(Refusal::Protected(_))));
    assert_eq!(make_admin().words().subject(), "Make server admin @b:hs");
    assert_eq!(make_admin().refusal(&me, &can()), None);
    assert_eq!(remove.refusal(&Me::default(), &can()), None);
}
