/*
 * The protocol of delivery: how lanes claim mails, hand them to a mailer and record what became of them, with a fault
 * after any step. run.sh checks it exhaustively; README.md says which step stands for which procedure, and which macros
 * break a step.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * MAILS; FAULTS, ANSWERS, LATE: how many faults, refusals (4xx, 5xx) and late answers there are in a run at most
 * SERVERS  1: both lanes on one server; 2: each on its own, the tables shared (Galera; a primary that came back)
 *
 * A step is atomic, as its transaction, its statement or its write() is. Sets of mails are masks.
 */
#ifndef MAILS
#define MAILS 2
#endif
#ifndef FAULTS
#define FAULTS 1
#endif
#ifndef ANSWERS
#define ANSWERS 1
#endif
#ifndef LATE
#define LATE 1
#endif
#ifndef SERVERS
#define SERVERS 1
#endif
#define LANES 2
#define BIT(m) (1 << (m))

/* Table mail_outbox: it and the journals survive a crash. */
mtype:mail = { pending, sending, sent, failed };
mtype:mail state[MAILS];
byte lane[MAILS];     /* that claimed it last */
byte claim_id[MAILS]; /* of that claim; 0: none */
bool leased[MAILS];   /* lease_until has not passed */

/* The journals of a lane: the claim under which they have a mail (0: they do not), and what became of it. */
byte journal[LANES * MAILS];
#define NOTED(l, m) journal[(l) * MAILS + (m)]
byte written_sent[LANES], written_refused[LANES];

/* A lane's turn: lost when its connection or its server ends. */
mtype:step = { idle, settle_left_over, forget_left_over, take_over_mail, claim_mail, renew_lease, hand_over,
               on_the_wire, record_outcomes, forget_journal };
mtype:step at[LANES];
byte holder[LANES];  /* lane + 1 that has this lane's lock; 0: it is free */
byte subject[LANES]; /* lane whose journals and mails are settled */
byte token[LANES], batch[LANES];
bool killed[LANES];  /* KILL came during the call of the library, which cannot be interrupted */
byte told_sent[LANES], told_refused[LANES]; /* what came over the socket */

/* A lane's mailer, and one that was let go, which waits for the answer to its last mail. */
mtype:mailer = { none, begin, ask_relay, append, report };
mtype:mailer mailer[LANES];
mtype:answer = { silence, accepts, defers, refuses };
mtype:answer answer[LANES], late_answer[LANES];
byte todo[LANES], current[LANES];
byte awaited[LANES]; /* its mail + 1; 0: there is none */

bool removed[LANES]; /* by set_lanes() */
byte faults = FAULTS, answers = ANSWERS, late = LATE;

/* What the properties speak of. */
byte copies[MAILS];  /* that the relay took */
byte hits[MAILS];    /* faults that met it while they may repeat it */
bool said_no[MAILS]; /* the relay refused it for good */
byte exposed[LANES]; /* SERVERS 2: renewed and not yet recorded: the other server cannot see what became of them */

#define WAITS(m) (state[m] == pending || state[m] == sending)
#define IS_OF(m, claim) (WAITS(m) && claim_id[m] == (claim))
#define IN_FLIGHT(l) (mailer[l] == ask_relay || mailer[l] == append) /* begun, its outcome not in the journal */
#define HAS_JOURNAL(l) (NOTED(l, 0) || NOTED(l, 1) || NOTED(l, MAILS - 1))
#define ALL_DONE (!WAITS(0) && !WAITS(1) && !WAITS(MAILS - 1))
#ifdef NO_TAKE_OVER
#define OVERDUE(m, l) false
#elif defined(TAKES_UNSETTLED) || defined(NO_SETTLE) || defined(CLAIM_BEFORE_SETTLE) /* only who settles knows */
#define OVERDUE(m, l) (state[m] == sending && lane[m] == (l) && !leased[m])
#else
#define OVERDUE(m, l) (state[m] == sending && lane[m] == (l) && !leased[m] && NOTED(l, m) != claim_id[m])
#endif

#define NONE_TOO_OFTEN \
  (copies[0] <= 1 + hits[0] && copies[1] <= 1 + hits[1] && copies[MAILS - 1] <= 1 + hits[MAILS - 1])

/* A fault meets lane l. */
inline hit(met) {
#if SERVERS == 1
  if :: IN_FLIGHT(met) -> hits[current[met]]++ :: else fi
#else
  m = 0;
  do :: m < MAILS -> if :: exposed[met] & BIT(m) -> hits[m]++ :: else fi; m++ :: else -> break od;
  m = 0
#endif
}

inline end_mailer(ended) {
  mailer[ended] = none; todo[ended] = 0; current[ended] = 0; answer[ended] = silence
}

inline end_awaiting(ended) {
  awaited[ended] = 0; late_answer[ended] = silence
}

/* The connection ends, and with it temporary tables and locks. */
inline end_turn(ending) {
  at[ending] = idle; subject[ending] = ending; token[ending] = 0; batch[ending] = 0; killed[ending] = false;
  told_sent[ending] = 0; told_refused[ending] = 0;
  if :: holder[0] == ending + 1 -> holder[0] = 0 :: else fi;
  if :: holder[1] == ending + 1 -> holder[1] = 0 :: else fi
}

inline finish(mail_, end_state) {
  state[mail_] = end_state; lane[mail_] = 0; claim_id[mail_] = 0; leased[mail_] = false
}

/*
 * Writes what the sets say of a lane's claim (0: of all its claims) into the rows that still carry it. A row that
 * somebody else has locked is passed over; one whose answer is awaited stays as it is, with a new lease.
 */
inline record(from_lane, only_claim, set_sent, set_refused) {
  m = 0;
  do
  :: m < MAILS ->
    if
#ifdef NO_TOKEN
    :: NOTED(from_lane, m) && (only_claim == 0 || NOTED(from_lane, m) == only_claim) && WAITS(m) ->
#else
    :: NOTED(from_lane, m) && (only_claim == 0 || NOTED(from_lane, m) == only_claim) &&
        IS_OF(m, NOTED(from_lane, m)) ->
#endif
      assert(claim_id[m] == NOTED(from_lane, m)); /* an outcome is written to the claim that it is of */
      if
      :: awaited[from_lane] == m + 1 -> leased[m] = true
      :: awaited[from_lane] != m + 1 && faults -> faults--; /* locked */
#if SERVERS == 2
        hits[m]++
#endif
      :: awaited[from_lane] != m + 1 ->
        exposed[from_lane] = exposed[from_lane] & ~BIT(m);
        if
        :: set_sent & BIT(m) -> assert(copies[m] > 0); finish(m, sent)
        :: !(set_sent & BIT(m)) && (set_refused & BIT(m)) ->
          assert(said_no[m]); finish(m, failed)
        :: else -> finish(m, pending)
        fi
      fi
    :: else
    fi;
    m++
  :: else -> break
  od;
  m = 0
}

#if defined(NO_JOURNAL) || defined(FORGET_FIRST)
/* As record(), without a journal. */
inline record_told(of_lane) {
  m = 0;
  do
  :: m < MAILS ->
    if
    :: IS_OF(m, token[of_lane]) && (told_sent[of_lane] & BIT(m)) -> finish(m, sent)
    :: IS_OF(m, token[of_lane]) && !(told_sent[of_lane] & BIT(m)) && (told_refused[of_lane] & BIT(m)) ->
      finish(m, failed)
    :: IS_OF(m, token[of_lane]) && !((told_sent[of_lane] | told_refused[of_lane]) & BIT(m)) &&
        awaited[of_lane] != m + 1 ->
      finish(m, pending)
    :: else
    fi;
    m++
  :: else -> break
  od;
  m = 0
}
#endif

/* Forgets of a lane's journals what is recorded, or belongs to no row any more; `all`: everything of the claim. */
inline forget(of_lane, only_claim, all) {
  m = 0;
  do
  :: m < MAILS ->
    if
    :: NOTED(of_lane, m) && (only_claim == 0 || NOTED(of_lane, m) == only_claim) &&
        (all || !IS_OF(m, NOTED(of_lane, m))) && awaited[of_lane] != m + 1 ->
      NOTED(of_lane, m) = 0;
      written_sent[of_lane] = written_sent[of_lane] & ~BIT(m);
      written_refused[of_lane] = written_refused[of_lane] & ~BIT(m)
    :: else
    fi;
    m++
  :: else -> break
  od;
  m = 0
}

/* The smallest number that nothing carries, so that like states are one; the lanes draw random ones. */
inline new_token(taker) {
  token[taker] = 0; found = true;
  do
  :: found ->
    token[taker]++; m = 0; found = token[1 - taker] == token[taker];
    do
    :: m < MAILS ->
      found = found || claim_id[m] == token[taker] || NOTED(0, m) == token[taker] || NOTED(1, m) == token[taker];
      m++
    :: else -> break
    od
  :: else -> break
  od;
  m = 0
}

/* Any of the pending mails, at least one: others may not be due, or be locked and skipped. */
inline claim(claimer) {
  do :: batch[claimer] < BIT(MAILS) - 1 -> batch[claimer]++ :: batch[claimer] -> break od;
  m = 0;
  do
  :: m < MAILS -> if :: state[m] != pending -> batch[claimer] = batch[claimer] & ~BIT(m) :: else fi; m++
  :: else -> break
  od;
  m = 0;
  do
  :: m < MAILS ->
    if
    :: state[m] == pending && (!batch[claimer] || (batch[claimer] & BIT(m))) ->
      state[m] = sending; lane[m] = claimer; claim_id[m] = token[claimer]; leased[m] = true;
      batch[claimer] = batch[claimer] | BIT(m)
    :: else
    fi;
    m++
  :: else -> break
  od;
  m = 0
}

proctype deliver(byte l) {
  byte m;
  bool found;
  byte other = 1 - l;
  end: do
  :: atomic { at[l] == idle && !removed[l] && holder[l] == 0 && (!ALL_DONE || HAS_JOURNAL(l)) ->
      holder[l] = l + 1;
#ifdef CLAIM_BEFORE_SETTLE
      at[l] = take_over_mail
#else
      at[l] = settle_left_over
#endif
    }
  :: atomic { at[l] == settle_left_over ->
      if
      :: HAS_JOURNAL(subject[l]) ->
        record(subject[l], 0, written_sent[subject[l]], written_refused[subject[l]]);
        at[l] = forget_left_over
      :: else -> exposed[subject[l]] = 0; at[l] = take_over_mail
      fi }
  :: atomic { at[l] == forget_left_over -> forget(subject[l], 0, false); at[l] = take_over_mail }
  :: atomic { at[l] == take_over_mail ->
      m = 0; found = false;
      do
      :: m < MAILS ->
        if :: OVERDUE(m, subject[l]) -> state[m] = pending :: else fi;
        found = found || (state[m] == sending && lane[m] == other && !leased[m]);
        m++
      :: else -> break
      od;
      m = 0;
      if
      :: subject[l] == other ->
        if :: holder[other] == l + 1 -> holder[other] = 0 :: else fi;
        subject[l] = l; at[l] = claim_mail
      :: else ->
        if
#if SERVERS == 2 || defined(NO_LOCK)
        :: found -> subject[l] = other
#else
        :: found && holder[other] == 0 ->
          holder[other] = l + 1; subject[l] = other;
#ifndef NO_SETTLE
          at[l] = settle_left_over
#endif
#endif
        :: else -> at[l] = claim_mail
        fi
      fi;
      found = false }
  :: atomic { at[l] == claim_mail ->
      m = 0;
      do :: m < MAILS -> found = found || state[m] == pending; m++ :: else -> break od;
      if
      :: found -> new_token(l); claim(l); at[l] = renew_lease
      :: else -> m = 0; end_turn(l)
      fi;
      found = false }
  :: atomic { at[l] == renew_lease ->
#ifndef NO_RENEW
      do
      :: m < MAILS ->
        if
        :: (batch[l] & BIT(m)) && state[m] == sending && claim_id[m] == token[l] -> leased[m] = true
#if SERVERS == 2
          ; exposed[l] = exposed[l] | BIT(m)
#endif
        :: else -> batch[l] = batch[l] & ~BIT(m)
        fi;
        m++
      :: else -> break
      od;
      m = 0;
#endif
      if :: batch[l] -> at[l] = hand_over :: else -> token[l] = 0; at[l] = claim_mail fi }
  :: atomic { at[l] == hand_over ->
#ifndef NO_JOURNAL
      do
      :: m < MAILS ->
        if
        :: batch[l] & BIT(m) -> NOTED(l, m) = token[l];
          written_sent[l] = written_sent[l] & ~BIT(m); written_refused[l] = written_refused[l] & ~BIT(m)
        :: else
        fi;
        m++
      :: else -> break
      od;
      m = 0;
#endif
      todo[l] = batch[l]; batch[l] = 0; mailer[l] = begin; at[l] = on_the_wire }
  :: atomic { at[l] == on_the_wire && mailer[l] == none ->
      if :: killed[l] -> end_turn(l) :: else -> at[l] = record_outcomes fi }
  :: atomic { at[l] == record_outcomes ->
#ifdef FORGET_FIRST
      forget(l, token[l], true);
#elif defined(NO_JOURNAL)
      record_told(l);
#elif defined(SOCKET_ONLY)
      record(l, token[l], told_sent[l], told_refused[l]);
#else
      record(l, token[l], written_sent[l], written_refused[l]);
#endif
      at[l] = forget_journal }
  :: atomic { at[l] == forget_journal ->
#ifdef FORGET_FIRST
      record_told(l);
#else
      forget(l, token[l], false);
#endif
      if :: token[l] = 0; told_sent[l] = 0; told_refused[l] = 0; at[l] = claim_mail :: end_turn(l) fi }
  od
}

/* The mailer of a lane: one mail after the other. */
proctype send_mails(byte l) {
  byte m;
  end: do
  :: atomic { mailer[l] == begin ->
      if
      :: todo[l] == 0 -> end_mailer(l)
      :: faults && todo[l] -> faults--; end_mailer(l) /* the relay is gone: the rest stays untried */
      :: todo[l] ->
        m = 0;
        do :: !(todo[l] & BIT(m)) -> m++ :: else -> break od;
        current[l] = m; todo[l] = todo[l] & ~BIT(m); m = 0; mailer[l] = ask_relay
      fi }
  :: atomic { mailer[l] == ask_relay ->
      if
      :: copies[current[l]]++; answer[l] = accepts; mailer[l] = append
      :: answers -> answers--; answer[l] = defers; mailer[l] = append
      :: answers -> answers--; said_no[current[l]] = true; answer[l] = refuses; mailer[l] = append
      :: faults -> faults--; hit(l); todo[l] = 0; mailer[l] = append /* the relay dies */
      :: faults -> faults--; hit(l); copies[current[l]]++; todo[l] = 0; mailer[l] = append /* once it took the mail */
#ifndef NO_JOURNAL
      :: late && awaited[l] == 0 -> /* it takes its time: the lane goes on */
        late--; awaited[l] = current[l] + 1; end_mailer(l)
#endif
      fi;
      assert(NONE_TOO_OFTEN) }
  :: atomic { mailer[l] == append ->
#ifndef NO_JOURNAL
      if
      :: answer[l] == accepts -> written_sent[l] = written_sent[l] | BIT(current[l])
      :: answer[l] == refuses -> written_refused[l] = written_refused[l] | BIT(current[l])
      :: else
      fi;
#endif
      mailer[l] = report }
  :: atomic { mailer[l] == report ->
      if
      :: answer[l] == accepts -> told_sent[l] = told_sent[l] | BIT(current[l])
      :: answer[l] == refuses -> told_refused[l] = told_refused[l] | BIT(current[l])
      :: else
      fi;
      current[l] = 0; answer[l] = silence; mailer[l] = begin }
  od
}

#if LATE
/* The mailer that was let go. */
proctype wait_for_answer(byte l) {
  end: do
  :: atomic { awaited[l] && late_answer[l] == silence ->
      if
      :: copies[awaited[l] - 1]++; late_answer[l] = accepts
      :: answers -> answers--; late_answer[l] = defers
      :: answers -> answers--; said_no[awaited[l] - 1] = true; late_answer[l] = refuses
      :: faults -> faults--; hits[awaited[l] - 1]++; end_awaiting(l) /* none in ten minutes, or a death */
      :: faults -> faults--; hits[awaited[l] - 1]++; copies[awaited[l] - 1]++; end_awaiting(l)
      fi;
      assert(NONE_TOO_OFTEN) }
  :: atomic { awaited[l] && late_answer[l] != silence ->
      if
      :: late_answer[l] == accepts -> written_sent[l] = written_sent[l] | BIT(awaited[l] - 1)
      :: late_answer[l] == refuses -> written_refused[l] = written_refused[l] | BIT(awaited[l] - 1)
      :: else
      fi;
      end_awaiting(l) }
  od
}
#endif

/* mariadbd with lane l ends, and its mailer with it; one that was let go only with the machine. */
inline crash(victim) {
  hit(victim);
#ifndef MAILER_OUTLIVES
  end_mailer(victim);
#endif
  end_turn(victim);
  if
  :: awaited[victim] && SERVERS == 1 -> hits[awaited[victim] - 1]++; end_awaiting(victim)
  :: awaited[victim] && SERVERS == 2 -> end_awaiting(victim)
  :: true
  fi
}

inline expire(whose) {
  m = 0;
  do
  :: m < MAILS -> if :: state[m] == sending && lane[m] == whose -> leased[m] = false :: else fi; m++
  :: else -> break
  od;
  m = 0
}

proctype fault() {
  byte m;
  byte l;
  end: do
  :: atomic { faults ->
      if :: l = 0 :: l = 1 fi;
      if
      :: at[l] != idle || at[1 - l] != idle -> /* kill -9, or the machine's power */
        crash(l);
#if SERVERS == 1
        crash(1 - l)
#endif
      :: mailer[l] != none -> hit(l); end_mailer(l) /* it crashes, or is late */
      :: at[l] == on_the_wire && !killed[l] -> hit(l); killed[l] = true
      :: at[l] != idle && at[l] != on_the_wire -> hit(l); end_turn(l) /* KILL, or the step's statement fails */
      :: at[l] == hand_over -> /* the same, put back in an orderly way */
        m = 0;
        do
        :: m < MAILS -> if :: state[m] == sending && claim_id[m] == token[l] -> state[m] = pending :: else fi; m++
        :: else -> break
        od;
        m = 0; exposed[l] = 0; end_turn(l)
      :: l == 1 && !removed[1] -> removed[1] = true
#if SERVERS == 2
      :: at[l] != idle -> hit(l); expire(l) /* the clock jumps, the machine was suspended */
#endif
      :: else -> faults++
      fi;
      faults--; l = 0 }
  od
}

#if SERVERS == 1
#define EXPIRES(m) (state[m] == sending && leased[m])
#else
#define EXPIRES(m) (state[m] == sending && leased[m] && at[lane[m]] == idle && awaited[lane[m]] != (m) + 1)
#endif

/* Time passes. On one server a lease may run out at any moment: a jump of the clock is none of its faults. */
proctype clock() {
  end: do
  :: atomic { EXPIRES(0) || EXPIRES(1) || EXPIRES(MAILS - 1) ->
      if
      :: EXPIRES(0) -> leased[0] = false
      :: EXPIRES(1) -> leased[1] = false
      :: EXPIRES(MAILS - 1) -> leased[MAILS - 1] = false
      fi }
  od
}

init {
  atomic {
    byte m;
    do :: m < MAILS -> state[m] = pending; m++ :: else -> break od;
    byte l;
    do
    :: l < LANES -> at[l] = idle; mailer[l] = none; answer[l] = silence; late_answer[l] = silence; subject[l] = l;
      run deliver(l); run send_mails(l);
#if LATE
      run wait_for_answer(l);
#endif
      l++
    :: else -> break
    od;
    run fault(); run clock();
    m = 0; l = 0
  }
}

#ifdef LIVENESS
ltl no_mail_waits_for_ever { <> [] ALL_DONE }
#endif
