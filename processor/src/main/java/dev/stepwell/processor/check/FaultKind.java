package dev.stepwell.processor.check;

/**
 * The catalogue of faults: each with its message, in the user's own names, and the cure.
 *
 * <p>The constant's name in camel case is the code at the start of the message.
 */
public enum FaultKind {
  NOT_A_CLASS(
      "%s is %s; put steps and functions into a class, because a generated subclass makes them durable"),
  FINAL_CLASS("%s is final; remove 'final', because a subclass makes its steps durable"),
  SEALED_CLASS("%s is sealed; remove 'sealed', because a subclass makes its steps durable"),
  ABSTRACT_CLASS(
      "%s is abstract; move its steps and functions to a class that can be instantiated"),
  PRIVATE_CLASS(
      "%s is private; make it at least package-private, because the generated subclass is in the same package"),
  INNER_CLASS("%s belongs to an instance of its outer class; make it static"),
  GENERIC_CLASS("%s has type parameters; remove them, because stored results need exact types"),
  NO_CONSTRUCTOR(
      "%s has only private constructors; make one at least package-private, so that the subclass can call it"),
  NAME_TAKEN("%s is generated for %s, but a class of that name already exists; rename one of them"),

  PRIVATE_TYPE(
      "%s uses %s, which is private; make it at least package-private, because generated code uses it too"),
  THROWN(
      "%s declares that it throws %s; declare an Exception instead, because only exceptions can be handled"),
  TWO_ROLES("%s is both %s and %s; keep one of them"),

  PRIVATE_STEP(
      "step %s is private; make it at least package-private, because the durable subclass overrides it"),
  UNREACHABLE_STEP(
      "step %s of %s is package-private, and %s is in another package, where its durable subclass cannot override it; make the step protected or public"),
  LOST_STEP(
      Severity.WARNING,
      "method %s overrides a step but is not a step itself, so its outcome is not stored; put @Step on it too"),
  STATIC_STEP(
      "step %s is static; make it an instance method, because the durable subclass overrides it"),
  FINAL_STEP("step %s is final; remove 'final', because the durable subclass overrides it"),
  ABSTRACT_STEP("step %s is abstract; give it a body"),
  GENERIC_STEP(
      "step %s has type parameters; remove them, because a stored result needs an exact type"),
  STEPS_IN_STEP(
      "step %s takes Steps, but a step is attempted as a whole; use Steps in the function instead"),
  STEP_RESULT(
      "step %s returns %s, which JSON cannot carry: %s; return a record of the values that the next step needs"),
  SAME_STEP_ID("two steps of %s have the id %s; give one of them another id: @Step(id = \"…\")"),
  BLANK_STEP_ID(
      "step %s has the id '%s', which has no letter or digit; remove the id to use the method's name, or give one with a letter or digit"),
  UNSTORABLE_ID("the id of %s %s"),
  NUMBERED_WAS(
      "@Was of %s names %s, which is the id of a repeated step; name the id without the number"),
  STEP_COLON(
      "step %s has the id '%s', but the colon is reserved for the numbers of repeated steps; use another character"),
  STEP_RETRIES("step %s has %s retries; give 0 or more, or remove them to use the function's"),
  NO_CONNECTION(
      "step %s is transactional but takes no java.sql.Connection; add this parameter, for which the flow passes steps.connection()"),
  TWO_CONNECTIONS(
      "step %s takes more than one java.sql.Connection; keep one, on which its outcome is recorded"),
  CONNECTION_IN_STEP(
      "step %s takes a java.sql.Connection but is not transactional; make it @Step(transactional = true), or use a DataSource of your own"),

  NOT_A_DURATION(
      "%s of %s is '%s', which is not a valid duration; write it as 500ms, 30s, 5m, 2h or 7d, or in ISO-8601 as PT1M30S%s"),
  LONG_DURATION("%s of %s is %s, but the maximum is %s; give a shorter duration"),
  TIMEOUT_NOT_POSITIVE("%s of %s is %s; give more than zero, or remove it for no limit"),
  DURATION_NOT_POSITIVE("%s of %s is %s; give more than zero"),
  TWO_BACKOFFS("%s has %s backoffs; keep one"),
  BACKOFF_FIRST("the first wait of %s is %s; give zero or more"),
  BACKOFF_LONGEST(
      "the longest wait of %s is %s, but its first wait is %s; make the longest at least as long as the first"),
  BACKOFF_FACTOR(
      "the backoff of %s has the factor %s; give a number of at least 1, because delays do not become shorter"),

  PRIVATE_FUNCTION(
      "function %s is private; make it at least package-private, because the catalog calls it"),
  STATIC_FUNCTION(
      "function %s is static; make it an instance method, because its steps belong to an instance"),
  GENERIC_FUNCTION(
      "function %s has type parameters; remove them, because its event and its result need exact types"),
  ABSTRACT_FUNCTION("function %s is abstract; give it a body"),
  BLANK_FUNCTION_ID(
      "function %s has the id '%s', which has no letter or digit; give one that never changes: @Function(id = \"…\")"),
  SAME_FUNCTION_ID("two functions have the id %s: %s and %s; give one of them another id"),
  FUNCTION_RETRIES("function %s has %s retries; give 0 or more"),
  FUNCTION_RESULT(
      "function %s returns %s, which JSON cannot carry: %s; return a record, or nothing"),
  TWO_STEPS("function %s takes Steps twice; take it once"),

  FUNCTION_AT(
      "function %s has the id '%s', but the at sign is reserved for versions; use another character, or set the version with version = 2"),
  FUNCTION_VERSION("function %s has the version %s; give a number from 1 to 1000"),
  WAS_BLANK(
      "@Was of %s names '%s', which is not a valid id; name an id that earlier code used, or remove it"),
  WAS_PRESENT("@Was of %s names %s, but that id still exists; name an id that is gone"),
  WAS_TWICE("@Was names %s twice, for %s and for %s; keep one of them"),
  WAS_ALONE("@Was on %s, which is neither a step nor a function; remove it"),

  NO_TRIGGER("nothing starts function %s; add event = \"…\" or cron = \"…\""),
  TWO_TRIGGERS(
      "function %s has both events and a cron expression; keep one of them, or write two functions that share their steps"),
  REPEATED("function %s names %s %s twice; remove one"),
  CRON_EXPRESSION(
      "'%s' is not a valid cron expression: %s; write minute, hour, day of month, month and day of week, such as 0 9 * * MON-FRI"),
  CRON_NEVER("the cron expression %s never ticks; give a day that the month has"),
  SAME_CRON("function %s has two cron expressions for the same times: %s and %s; remove one"),
  TIME_ZONE("'%s' is not a valid time zone: %s; give one such as Europe/Berlin%s"),
  CRON_PARAMETER(
      "parameter %s of function %s is neither a CronTick nor Steps, and a cron tick has no other data; remove it, and look up its value in a step"),
  CRON_CONDITION(
      "function %s is started by a cron expression, whose ticks have no data for a condition; remove the condition"),
  CRON_KEY(
      "function %s is started by a cron expression, whose ticks are all different; remove the idempotency key"),
  TICK_WITHOUT_CRON(
      "function %s takes a CronTick but has no cron expression; add cron = \"…\", or remove the parameter"),
  CRON_EVENT(
      "%s is the tick of a cron expression, which starts only the function that has it; write cron = \"…\" in @Function, or use another event name"),

  EVENT_NAME(
      "'%s' is not a valid event name; give one that begins with a letter, such as \"orders/order.placed\""),
  EVENT_FIELD(
      "field %s of event %s is %s, which an event cannot carry: %s; use a record of the values that are needed"),
  FIELD_NAME(
      "event %s cannot have a field named %s, because the generated record has a member of that name; rename the parameter"),
  FIELD_JSON(
      "event %s cannot have field %s with the JSON form that it has in %s, because the generated record has no annotations; declare the event by hand, as @Event(\"%1$s\") record %4$s(…)"),
  EVENT_JSON(
      "annotations on event record %s change its JSON form, so its fields are not known; make it a field of another record, which is the event"),
  EVENT_SHAPES(
      "event %s has two shapes: %s and %s; declare it once, as @Event(\"%1$s\") record %s(…), and use that record in both"),
  EVENT_PACKAGES(
      "event %s is used in the packages %s and %s; declare it once, as @Event(\"%1$s\") record %s(…), and use that record in both"),
  SAME_EVENT("two records declare the event %s: %s and %s; keep one of them"),
  UNKNOWN_FIELD("event %s has no field %s (its fields are %s)%s"),
  FIELD_TYPE("field %s of event %s is %s, but here it is %s; use the same type"),
  WHOLE_EVENT(
      "function %s takes %s, which is the event %s, but is started by %s; name the event that it takes in @Function"),
  EVENTS_DIFFER(
      "function %s is started by %s and by %s, whose fields differ: %s and %s; give both events the same fields, or write one function for each"),
  EVENT_NOT_RECORD("%s is not a record; declare the event as record %1$s(…) {}"),
  GENERIC_EVENT(
      "event record %s has type parameters; remove them, because its schema needs exact types"),
  PRIVATE_EVENT(
      "event record %s is private; make it at least package-private, because the catalog uses it"),

  CANCEL_WITHOUT_FUNCTION("%s has @CancelOn but no @Function; add @Function or remove @CancelOn"),
  CANCEL_WITHOUT_MATCH(
      "@CancelOn(event = \"%s\") matches no field; name at least one with match = \"…\", or give a condition = \"…\""),
  TWO_MATCHES("@CancelOn(event = \"%s\") has both a match and a condition; keep one of them"),

  CONDITION_SYNTAX(
      "the condition \"%s\" cannot be read%s: %s; see docs/conditions.md for the syntax"),
  CONDITION_RESULT(
      "the condition \"%s\" is %s, but a condition must be true or false; compare it with a value"),
  CONDITION_CONSTANT("%s uses no field, so it is the same for all events; remove it"),
  CONDITION_ASYNC(
      "%s in the condition of function %s is a field of an event that arrives later; use event.data.…, the event that starts the run"),
  CONDITION_EVENTS(
      "%s cannot cancel: %s; see docs/conditions.md for how the two events can be compared"),
  CONDITION_TYPES("%s compares %s with %s, which can never be equal; compare values of one type"),
  CONDITION_ORDER(
      "%s compares by order, but %s has no order; compare numbers or Strings, or use == or !="),
  CONDITION_WHOLE("%s compares %s as a whole; compare its fields or elements"),
  CONDITION_OPERAND("%s needs %s here, but %s is %s; use another field"),
  UNKNOWN_MEMBER("%s is %s, which has no field %s (its fields are %s)%s"),
  UNKNOWN_CONSTANT("%s is %s, which has no constant %s (its constants are %s)%s"),
  CONDITION_FIELD(
      "the condition does not determine the type of %s; declare the event by hand, as @Event(\"%s\") record %s(…)"),

  LIMIT_PLACE("@%s is on %s, which is not a %s; move it to one, or remove it"),
  LIMIT_NUMBER("%s of %s is %s; give a number from %s to %s"),
  LIMIT_PERIOD("%s of %s is %s, but limits are measured in milliseconds; give at least 1ms"),
  LIMIT_RATE(
      "@Throttle of %s allows %s in %s, which is more than one per microsecond; give a lower limit or a longer period, or remove it"),
  MANY_LIMITS("%s has %s @Concurrency annotations; keep at most three"),
  SAME_LIMIT(
      "%s has two @Concurrency annotations with the same scope and the same key, and only the lower limit has an effect; remove one"),
  SCOPE_DIFFERS(
      "@%s with the scope %s is %s on %s and %s on %s; declare a shared limit in the same way everywhere"),
  STEP_PER_RUN(
      "@Concurrency(per = RUN) is on step %s; put it on the function, whose runs it limits"),
  DEBOUNCE_TIMEOUT(
      "the timeout of @Debounce on function %s is %s, but its period is %s; make the timeout at least as long as the period"),
  PERIOD_WITHOUT_KEY(
      "function %s has an idempotencyPeriod but no idempotencyKey; name the fields that identify duplicates, or remove it"),
  CRON_LIMIT("@%s on function %s has no effect, because a cron expression starts it; remove it"),
  KEY_SYNTAX("the %s \"%s\" of %s cannot be read%s: %s; see docs/flow-control.md for the syntax"),
  KEY_TYPE("the %s \"%s\" of %s is %s; %s"),
  KEY_CONSTANT(
      "the %s \"%s\" of %s is the same for all events; name a field of the event, or remove it"),
  KEY_SECRET(
      Severity.WARNING,
      "the key \"%s\" of %s is a secret field, but keys of limits are stored in clear text; use a field that is not secret and identifies the same"),
  KEY_WITHOUT_EVENT(
      "the %s \"%s\" of %s uses a field, but no event starts a function of its class; remove it, or move the step to the class of its function"),
  CHOICE_TYPES("%s is %s or %s; give both values one type"),
  BATCH_PARAMETER(
      "function %s has @Batch but takes %s; let it take a List<…> of a record with @Event, and Steps if it needs them"),
  BATCH_GRAPH(
      "@Batch is on %s, which is a graph of steps for one event; write the function as a method"),
  BATCH_PAIR("@Batch and @%s cannot both be on function %s: %s; remove one of them"),
  BATCH_KEY(
      "%s of function %s uses %s, which may differ between the events of a batch; use only parts of the key of @Batch (%s)"),
  LIMIT_CYCLE(
      "%s is a cycle of runs that wait for each other, and %s holds a slot of its @Concurrency(per = RUN) meanwhile, so it can wait for itself; let one of them send an event instead"),
  LIMIT_INVOKE(
      Severity.WARNING,
      "%s invokes %s and holds a slot of the @Concurrency(per = RUN) with the scope %s, which %s needs too, so runs can wait for each other; invoke it without the limit, or send an event"),

  FUNCTION_IN_GRAPH(
      "function %s is in %s, which is a function itself: a graph of its steps; move it to another class"),
  GRAPH_WITHOUT_STEPS("%s is a function but has no steps; add methods with @Step"),
  ORDER_WITHOUT_GRAPH(
      "step %s has %s, which only steps of a graph can have, and %s is not a graph; put @Function on the class, or write the order into the function that calls the step"),
  UNKNOWN_STEP("step %s comes after %s, but %s has no step of that id%s"),
  STEP_CYCLE("steps wait for each other: %s; remove the input of one of them"),
  MISSING_INPUT(
      "step %s has no source for its %s: no step returns it, and %s; add a step that returns it"),
  AMBIGUOUS_INPUT("parameter %s of step %s may be the result of %s; name it after one of them: %s"),
  TWO_ELEMENTS("step %s takes an element of %s and one of %s; take one of them as a whole list"),
  FIELD_SHAPES(
      "field %s of the event is %s in step %s and %s in step %s; make them the same, or rename one"),
  DIFFERENT_WAITS(
      "two parameters are named %s but wait in different ways; make their @WaitFor the same, or rename one"),
  UNKNOWN_EVENT(
      "parameter %s waits for event %s, but nothing declares that event%s; declare it as @Event(\"%2$s\") record %4$s(…)"),
  WAIT_TYPE("parameter %s waits for event %s but is %s; make it %s, which carries that event"),
  WAIT_WITHOUT_MATCH(
      "@WaitFor(event = \"%s\") matches no field; name at least one with match = \"…\""),

  FAILURE_WITHOUT_FUNCTION("@%s(\"%s\") names no function of %s%s"),
  SAME_FAILURE("two methods handle the %s of runs of %s: %s and %s; keep one of them"),
  FAILURE_PARAMETER(
      "parameter %s of %s is neither one of the function's parameters %s, nor a %s, nor Steps; remove it, or give it the name and type of one"),
  FAILURE_METHOD(
      "%s handler %s is %s; make it a void instance method that is at least package-private"),

  UNSTABLE_TIME(
      Severity.WARNING,
      "%s returns a different time whenever the run is replayed; use steps.now(), or call it in a @Step"),
  UNSTABLE_ID(
      Severity.WARNING,
      "%s returns a different id whenever the run is replayed; use steps.uuid(), or call it in a @Step"),
  UNSTABLE_RANDOM(
      Severity.WARNING,
      "%s returns a different result whenever the run is replayed; call it in a @Step"),
  UNSTABLE_ENVIRONMENT(
      Severity.WARNING,
      "%s may return a different result on the machine where the run is replayed; read it in a @Step, or once in the constructor"),
  UNSTABLE_STEP_ID(
      "%s gives this step a different id whenever the run is replayed, so its outcome is never found; use a value of the event or of an earlier step"),
  SECRET_STEP_ID(
      Severity.WARNING,
      "%s, in the id of a step, is secret, but ids are stored and shown in clear text; use another value that identifies the same"),
  STEP_TEXT("the step id %s %s"),
  UNSTABLE_ORDER(
      "%s has a different order in every process, but repeated steps are identified by their order; use a List, or sort it first"),
  UNSTABLE_FIRST(
      Severity.WARNING,
      "the first element of %s is a different one in every process; use a List, or sort it first"),
  IO_OUTSIDE_STEP(
      Severity.WARNING, "%s is repeated whenever the run is replayed; do it in a @Step"),
  THREAD_SLEEP(
      Severity.WARNING,
      "%s holds a thread, and sleeps again whenever the run is replayed; use steps.sleep(\"…\", duration), which holds none"),
  THREAD_OUTSIDE_STEP(
      Severity.WARNING,
      "%s starts work that the run does not track, and starts it again whenever the run is replayed; use steps.forEach or steps.all, or do it in a @Step"),
  STEP_IN_THREAD(
      "%s calls steps on a thread that belongs to no run, where their outcomes are not stored; use steps.forEach or steps.all"),
  SHARED_STATE(
      Severity.WARNING,
      "field %s is changed between steps, but it is not stored, and all runs of the instance share it; use a local variable, or let a @Step return it"),
  CHANGED_RESULT(
      Severity.WARNING,
      "%s changes the result of a step, which is stored as the step returned it; change a copy of %s"),
  CAUGHT_SUSPENSION(
      "catch (%1$s %2$s) around steps also catches the signal by which a run parks; catch Exception, or end the handler with throw %2$s"),
  EARLY_FINALLY(
      Severity.WARNING,
      "%s, in finally around steps, is called whenever the run parks, not only when the steps have ended; call it in a @Step, which waits for that"),
  LEAVING_FINALLY(
      "%s, in finally around steps, discards the signal by which a run parks; let finally end without it"),
  SWALLOWED_INTERRUPT(
      Severity.WARNING,
      "catch (%s), in step %s, ignores the interrupt by which a step is cancelled or times out; throw, or call Thread.currentThread().interrupt()"),
  LOST_WORK(
      Severity.WARNING,
      "%s, in step %s, starts work that the step does not wait for, so its outcome is stored before that work is done; wait for it, or do it in the step itself"),
  STEP_WITHIN_STEP(
      Severity.WARNING,
      "%s is called inside step %s, so it is part of that step and stores nothing of its own; call it between steps, or remove its @Step"),
  STEPS_WITHIN_STEP(
      "steps.%s is called inside step %s, where it throws an IllegalStateException; call it between steps"),

  NEGATIVE_SLEEP(
      Severity.WARNING,
      "%s is negative, so the sleep ends at once; give the duration of the sleep"),
  NEGATIVE_WAIT("%s is negative, which a wait rejects; give a positive duration, or Duration.ZERO"),
  ANY_OF_NONE("steps.any of %s waits for no event, so none can end it; give at least one match"),
  EMPTY_RACE("a race between %s has no branches, so none can win; give at least one"),
  RACE_WINNERS("a race has %s winners; give a number from 1 to %s"),
  INLINE_RESULT(
      Severity.WARNING,
      "an inline step stores %s, which JSON does not give back unchanged: %s; let a @Step method return it, whose exact type is known, or use a record"),
  CAUGHT_FAILURE(
      Severity.WARNING,
      "catch (%1$s %2$s) around steps never matches, because a flow gets a StepFailedException in place of the exception of a step; catch that, and check failedWith(%1$s.class)"),
  LOST_CHANGE(
      Severity.WARNING,
      "%s, inside step %s, changes something outside it, but a stored step is not executed again when the run is replayed; let the step return the value"),
  LOST_FIELD(
      Severity.WARNING,
      "field %s is set by a step and read between steps, but a stored step is not executed again when the run is replayed; let the step return the value"),
  CHANGED_ARGUMENT(
      Severity.WARNING,
      "%s, in step %s, changes its argument %s, but a stored step is not executed again when the run is replayed; return the changed value"),
  PLAIN_STEP(
      Severity.WARNING,
      "%s calls a step on a %2$s that is not durable, so its outcome is not stored; call it on a Durable%2$s"),
  SUPER_STEP(
      Severity.WARNING,
      "%s bypasses the durable subclass, so the outcome of the step is not stored; call it without super"),
  LONG_SLEEP(
      Severity.WARNING,
      "a sleep of %s is longer than the finishTimeout %s of the function, so its runs always time out; make the timeout longer than everything that the function waits for"),
  LONG_WAIT(
      Severity.WARNING,
      "a wait of %s is longer than the finishTimeout %s of the function, so the run times out before the wait does; make the timeout longer than everything that the function waits for"),
  NOT_AN_EVENT(
      "%1$s is not an event, so it cannot start anything; declare it as @Event(\"…\") record %1$s(…)"),
  FLOW_CONNECTION(
      Severity.WARNING,
      "%s cannot be used here: it is a placeholder for the connection of a transactional step; pass it to a @Step(transactional = true), or use steps.runInTransaction"),
  NULL_MATCH(
      Severity.WARNING,
      "%s matches only events in which this field is null; leave the field out to match any value"),
  ENDED_TRANSACTION(
      Severity.WARNING,
      "%s ends the transaction on which the outcome of the step is recorded; remove it, because Stepwell commits or rolls back"),
  OTHER_CONNECTION(
      Severity.WARNING,
      "%s takes another connection in a transactional step, so its writes do not commit together with the outcome; use the step's own connection"),
  SHARED_BRANCH(
      Severity.WARNING,
      "%s uses %s from around parallel branches, which run on several threads in any order; let each branch return its value"),
  ENDLESS_LOOP(
      Severity.WARNING,
      "%s repeats steps endlessly, but everything that a run has stored is read again when it is replayed; let the function end, and start it again with an event or a cron expression"),
  OPEN_RESOURCE(
      Severity.WARNING,
      "%s is open around steps, so it is closed whenever the run parks and opened again whenever it is replayed; open it in the step that uses it"),
  HELD_LOCK(
      Severity.WARNING,
      "%s is held around steps, by a thread that releases it whenever the run parks; hold it in the step that needs it, or limit the function with @Concurrency"),
  INVOKE_CYCLE(
      Severity.WARNING,
      "%s is a cycle of runs that wait for each other; let one of them send an event instead, or allow it and explain how it ends"),

  UNDECLARED_CATALOG(
      Severity.WARNING,
      "module %s does not provide %s, so its functions and events are not found when the code runs as a module; add to its module-info: %s"),
  CLOSED_PACKAGE(
      Severity.WARNING,
      "module %s does not open package %s, so JSON cannot carry %s when the code runs as a module; add to its module-info: opens %2$s;"),

  UNKNOWN_CODE("%s names %s, but there is no such code to %s; use a code of docs/checks.md%s"),
  ALLOW_WITHOUT_REASON(
      "@Allow of %s gives no reason; explain why the code is correct here: because = \"…\""),
  NOTHING_TO_ALLOW(Severity.WARNING, "@Allow of %s has nothing to allow; remove it");

  private final Severity severity;
  private final String text;

  FaultKind(String text) {
    this(Severity.ERROR, text);
  }

  FaultKind(Severity severity, String text) {
    this.severity = severity;
    this.text = text;
  }

  /** The severity, unless the build sets another. */
  public Severity severity() {
    return severity;
  }

  /** The code that the message opens with, such as {@code FinalClass}. */
  public String code() {
    StringBuilder code = new StringBuilder();
    for (String word : name().split("_", -1)) {
      code.append(word.charAt(0)).append(word.substring(1).toLowerCase(java.util.Locale.ROOT));
    }
    return code.toString();
  }

  /** The message, with {@code …} in place of names. */
  public String text() {
    return text.replaceAll("%(\\d\\$)?s", "…");
  }

  String message(Object... names) {
    return "[" + code() + "] " + String.format(text, names);
  }
}
