package dev.stepwell.processor.check;

/**
 * The catalogue of faults: each with its message, in the user's own names, and the cure.
 *
 * <p>The constant's name in camel case is the code at the start of the message.
 */
public enum FaultKind {
  NOT_A_CLASS("%s is %s; a step or function lives in a class, because a subclass makes it durable"),
  FINAL_CLASS("%s is final; remove 'final', because a subclass makes its steps durable"),
  SEALED_CLASS("%s is sealed; remove 'sealed', because a subclass makes its steps durable"),
  ABSTRACT_CLASS(
      "%s is abstract; move its steps and functions to a class that can be instantiated"),
  PRIVATE_CLASS(
      "%s is private; make it at least package-private, because the generated subclass is in the same package"),
  INNER_CLASS("%s belongs to an instance of its outer class; make it static"),
  GENERIC_CLASS(
      "%s has type parameters; a durable class has none, because stored results need exact types"),
  NO_CONSTRUCTOR(
      "%s has only private constructors; make one at least package-private, so that the subclass can call it"),
  NAME_TAKEN("%s is generated for %s, and a class of that name exists already; rename one of them"),

  PRIVATE_TYPE(
      "%s names %s, which is private; make that at least package-private, because generated code names it too"),
  THROWN("%s declares to throw %s; declare an Exception, because only exceptions can be handled"),
  TWO_ROLES("%s is both %s and %s; keep one of them"),

  PRIVATE_STEP(
      "step %s is private; make it at least package-private, because the durable subclass overrides it"),
  UNREACHABLE_STEP(
      "step %s of %s is package-private, and %s is in another package, where its durable subclass cannot override it; make the step protected or public"),
  LOST_STEP(
      Severity.WARNING,
      "method %s overrides a step and is none itself, so its outcome is not stored; put @Step on it too"),
  STATIC_STEP(
      "step %s is static; make it an instance method, because the durable subclass overrides it"),
  FINAL_STEP("step %s is final; remove 'final', because the durable subclass overrides it"),
  ABSTRACT_STEP("step %s is abstract; give it a body"),
  GENERIC_STEP("step %s has type parameters; a stored result needs an exact type"),
  STEPS_IN_STEP(
      "step %s takes Steps, and a step is attempted as a whole; use Steps in the function"),
  STEP_RESULT(
      "step %s returns %s, which JSON cannot carry: %s; return a record of what the next step needs"),
  SAME_STEP_ID("two steps of %s have the id %s; give one of them another: @Step(id = \"…\")"),
  BLANK_STEP_ID(
      "step %s has the id '%s', without a letter or digit; leave the id out for the method's name, or give one"),
  UNSTORABLE_ID("the id of %s %s"),
  NUMBERED_WAS(
      "@Was of %s names %s, which repeated steps of another id get; name the id without the number"),
  STEP_COLON(
      "step %s has the id '%s', and the colon is kept for the numbers of repeated steps; use another sign"),
  STEP_RETRIES(
      "step %s has %s retries; give 0 or more, or leave them out for what the function says"),
  NO_CONNECTION(
      "step %s is transactional and takes no java.sql.Connection; add one, for which the flow passes steps.connection()"),
  TWO_CONNECTIONS(
      "step %s takes more than one java.sql.Connection; keep one, the one on which its outcome is recorded"),
  CONNECTION_IN_STEP(
      "step %s takes a java.sql.Connection and is not transactional; make it @Step(transactional = true), or use a DataSource of your own"),

  NOT_A_DURATION(
      "%s of %s is '%s', which is no duration; write it as 500ms, 30s, 5m, 2h or 7d, or in ISO-8601 as PT1M30S%s"),
  LONG_DURATION("%s of %s is %s, and %s is the longest duration; give a shorter one"),
  TIMEOUT_NOT_POSITIVE("%s of %s is %s; give more than zero, or leave it out for no limit"),
  DURATION_NOT_POSITIVE("%s of %s is %s; give more than zero"),
  TWO_BACKOFFS("%s has %s backoffs; keep one"),
  BACKOFF_FIRST("the first wait of %s is %s; give zero or more"),
  BACKOFF_LONGEST(
      "the longest wait of %s is %s, and its first wait is %s; make the longest at least as long as the first"),
  BACKOFF_FACTOR(
      "the backoff of %s has the factor %s; give a number of at least 1, because delays do not become shorter"),

  PRIVATE_FUNCTION(
      "function %s is private; make it at least package-private, because the catalog calls it"),
  STATIC_FUNCTION(
      "function %s is static; make it an instance method, because its steps belong to an instance"),
  GENERIC_FUNCTION("function %s has type parameters; its event and its result need exact types"),
  ABSTRACT_FUNCTION("function %s is abstract; give it a body"),
  BLANK_FUNCTION_ID(
      "function %s has the id '%s', without a letter or digit; give one that never changes: @Function(id = \"…\")"),
  SAME_FUNCTION_ID("two functions have the id %s: %s and %s; give one of them another"),
  FUNCTION_RETRIES("function %s has %s retries; give 0 or more"),
  FUNCTION_RESULT(
      "function %s returns %s, which JSON cannot carry: %s; return a record, or nothing"),
  TWO_STEPS("function %s takes Steps twice; take it once"),

  FUNCTION_AT(
      "function %s has the id '%s', and the at sign is kept for versions; use another sign, or give the version with version = 2"),
  FUNCTION_VERSION("function %s has the version %s; give a number from 1 to 1000"),
  WAS_BLANK(
      "@Was of %s names '%s', which was no id; name one under which earlier code has stored, or remove it"),
  WAS_PRESENT("@Was of %s names %s, and there is one of that id now; name an id that is gone"),
  WAS_TWICE("@Was names %s twice, for %s and for %s; keep one of them"),
  WAS_ALONE("@Was on %s, which is neither a step nor a function; remove it"),

  NO_TRIGGER("function %s has nothing that starts it; add event = \"…\" or cron = \"…\""),
  TWO_TRIGGERS(
      "function %s has both events and a cron expression; keep one of them, or write two functions that share their steps"),
  REPEATED("function %s names %s %s twice; remove one"),
  CRON_EXPRESSION(
      "'%s' is no cron expression: %s; write minute, hour, day of month, month and day of week, such as 0 9 * * MON-FRI"),
  CRON_NEVER("the cron expression %s never ticks; give a day that the month has"),
  SAME_CRON("function %s has two cron expressions for the same times: %s and %s; remove one"),
  TIME_ZONE("'%s' is no time zone: %s; give one such as Europe/Berlin%s"),
  CRON_PARAMETER(
      "parameter %s of function %s is neither a CronTick nor Steps, and a cron tick has no other data; remove it and find its value in a step"),
  CRON_CONDITION(
      "function %s is started by a cron expression, whose ticks have no data for a condition; remove the condition"),
  CRON_KEY(
      "function %s is started by a cron expression, and all its ticks are different; remove the idempotency key"),
  TICK_WITHOUT_CRON(
      "function %s takes a CronTick and has no cron expression; add cron = \"…\", or remove the parameter"),
  CRON_EVENT(
      "%s is the tick of a cron expression, which starts only the function that has it; write cron = \"…\" in @Function, or take another name"),

  EVENT_NAME(
      "'%s' makes no event name; give one with a letter first, such as \"orders/order.placed\""),
  EVENT_FIELD(
      "field %s of event %s is %s, which an event cannot carry: %s; use a record of what is needed"),
  FIELD_NAME(
      "event %s cannot have a field named %s, because the generated record has a member of that name; rename the parameter"),
  FIELD_JSON(
      "event %s cannot have field %s as JSON has it in %s, because the generated record has no annotations; declare the event by hand, as @Event(\"%1$s\") record %4$s(…)"),
  EVENT_JSON(
      "annotations on event record %s say how JSON carries it, so that its fields are not known; make it a field of another record, which is the event"),
  EVENT_SHAPES(
      "event %s has two shapes: %s and %s; declare it once, as @Event(\"%1$s\") record %s(…), and use that in both"),
  EVENT_PACKAGES(
      "event %s is used in the packages %s and %s; declare it once, as @Event(\"%1$s\") record %s(…), and use that in both"),
  SAME_EVENT("two records declare the event %s: %s and %s; keep one of them"),
  UNKNOWN_FIELD("event %s has no field %s (its fields are %s)%s"),
  FIELD_TYPE("field %s of event %s is %s, and here it is %s; make them the same"),
  WHOLE_EVENT(
      "function %s takes %s, which is the event %s, and is started by %s; name that event in @Function"),
  EVENTS_DIFFER(
      "function %s is started by %s and by %s, whose fields differ: %s and %s; give both events the same fields, or write a function for each"),
  EVENT_NOT_RECORD("%s is not a record; @Event declares a record: record %1$s(…) {}"),
  GENERIC_EVENT("event record %s has type parameters; its schema needs exact types"),
  PRIVATE_EVENT(
      "event record %s is private; make it at least package-private, because the catalog names it"),

  CANCEL_WITHOUT_FUNCTION("%s has @CancelOn and no @Function; add @Function or remove @CancelOn"),
  CANCEL_WITHOUT_MATCH(
      "@CancelOn(event = \"%s\") matches no field; name at least one with match = \"…\", or say what must hold with condition = \"…\""),
  TWO_MATCHES(
      "@CancelOn(event = \"%s\") has both fields that match and a condition; keep one of them"),

  CONDITION_SYNTAX(
      "the condition \"%s\" cannot be read%s: %s; docs/conditions.md says how conditions are written"),
  CONDITION_RESULT(
      "the condition \"%s\" is %s, and a condition is true or false; compare it with something"),
  CONDITION_CONSTANT("%s looks at no field, so that it is the same for all events; remove it"),
  CONDITION_ASYNC(
      "%s in the condition of function %s is a field of an event that arrives later; a run is started by event.data.…"),
  CONDITION_EVENTS("%s cannot cancel: %s; docs/conditions.md says how the two events are compared"),
  CONDITION_TYPES(
      "%s compares %s with %s, which have nothing in common; compare values of one type"),
  CONDITION_ORDER(
      "%s asks which comes first, and %s has no order; compare numbers or Strings, or use == or !="),
  CONDITION_WHOLE("%s compares %s as a whole; compare what is in it"),
  CONDITION_OPERAND("%s needs %s here, and %s is %s; name another field"),
  UNKNOWN_MEMBER("%s is %s, which has no field %s (its fields are %s)%s"),
  UNKNOWN_CONSTANT("%s is %s, which has no constant %s (its constants are %s)%s"),
  CONDITION_FIELD(
      "the condition does not tell the type of %s; declare the event by hand, as @Event(\"%s\") record %s(…)"),

  LIMIT_PLACE("@%s stands on %s, which is no %s; move it to one, or remove it"),
  LIMIT_NUMBER("%s of %s is %s; give a number from %s to %s"),
  LIMIT_PERIOD("%s of %s is %s, and limits are kept in milliseconds; give at least 1ms"),
  LIMIT_RATE(
      "@Throttle of %s allows %s in %s, which is more than one in a microsecond; give a lower limit or a longer period, or remove it"),
  MANY_LIMITS("%s has %s @Concurrency; keep at most three"),
  SAME_LIMIT(
      "%s has two @Concurrency with the same scope and the same key; only the lower one has an effect; remove one"),
  SCOPE_DIFFERS(
      "@%s with the scope %s is %s on %s and %s on %s; all that share a limit declare it in the same way"),
  STEP_PER_RUN(
      "@Concurrency(per = RUN) stands on step %s; put it on the function, whose runs it limits"),
  DEBOUNCE_TIMEOUT(
      "the timeout of @Debounce on function %s is %s, and its period is %s; make the timeout at least as long"),
  PERIOD_WITHOUT_KEY(
      "function %s has an idempotencyPeriod and no idempotencyKey; name the fields that identify duplicates, or remove it"),
  CRON_LIMIT("@%s on function %s has no effect, because a cron expression starts it; remove it"),
  KEY_SYNTAX(
      "the %s \"%s\" of %s cannot be read%s: %s; docs/flow-control.md says how it is written"),
  KEY_TYPE("the %s \"%s\" of %s is %s; %s"),
  KEY_CONSTANT(
      "the %s \"%s\" of %s is the same for all events; name a field of the event, or remove it"),
  KEY_SECRET(
      Severity.WARNING,
      "the key \"%s\" of %s is a secret field, and keys of limits are stored in clear text; use another field that identifies the same"),
  KEY_WITHOUT_EVENT(
      "the %s \"%s\" of %s looks at a field, and no event starts a function of its class; remove it, or move the step to the class of its function"),
  CHOICE_TYPES("%s is %s or %s; give both values one type"),
  BATCH_PARAMETER(
      "function %s is batched and takes %s; let it take List<…> of a record under @Event, and Steps if it needs them"),
  BATCH_GRAPH(
      "@Batch stands on %s, which is a graph of steps for one event; write the function as a method"),
  BATCH_PAIR("@Batch and @%s cannot both stand on function %s: %s; remove one of them"),
  BATCH_KEY(
      "%s of batched function %s uses %s, in which the events of a batch may differ; use only what is in the key of @Batch (%s)"),
  LIMIT_CYCLE(
      "%s is a cycle of runs that wait for each other, and %s holds a slot of its @Concurrency(per = RUN) all the time, so that it can wait for itself; let one of them send an event instead"),
  LIMIT_INVOKE(
      Severity.WARNING,
      "%s invokes %s and holds a slot of the @Concurrency(per = RUN) with the scope %s, which %s needs too, so that runs can wait for each other; invoke it without the limit, or send an event"),

  FUNCTION_IN_GRAPH(
      "function %s stands in %s, which is a function itself: a graph of its steps; move it to another class"),
  GRAPH_WITHOUT_STEPS("%s is a function and has no steps; give it methods under @Step"),
  ORDER_WITHOUT_GRAPH(
      "step %s has %s, and %s is no graph, which orders its steps; put @Function on the class, or say it in the function that calls the step"),
  UNKNOWN_STEP("step %s comes after %s, and %s has no step of that id%s"),
  STEP_CYCLE("steps wait for each other: %s; let one of them do without the other's result"),
  MISSING_INPUT("nothing gives step %s its %s: no step returns it, and %s; add a step that does"),
  AMBIGUOUS_INPUT("parameter %s of step %s may be the result of %s; name it after one of them: %s"),
  TWO_ELEMENTS("step %s takes an element of %s and one of %s; take one of them as a whole list"),
  FIELD_SHAPES(
      "field %s of the event is %s in step %s and %s in step %s; make them the same, or rename one"),
  DIFFERENT_WAITS(
      "two parameters are named %s and wait in two ways; make them the same, or rename one"),
  UNKNOWN_EVENT(
      "parameter %s waits for event %s, and nothing declares that event%s; declare it as @Event(\"%2$s\") record %4$s(…)"),
  WAIT_TYPE("parameter %s waits for event %s and is %s; make it %s, which carries that event"),
  WAIT_WITHOUT_MATCH("@WaitFor(event = \"%s\") matches no field; name at least one: match = \"…\""),

  FAILURE_WITHOUT_FUNCTION("@%s(\"%s\") names no function of %s%s"),
  SAME_FAILURE("two methods handle the %s of runs of %s: %s and %s; keep one of them"),
  FAILURE_PARAMETER(
      "parameter %s of %s is none of the function's own %s, nor a %s, nor Steps; remove it or give it the same name and type"),
  FAILURE_METHOD(
      "%s method %s is %s; make it a void instance method that is at least package-private"),

  UNSTABLE_TIME(
      Severity.WARNING,
      "%s gives another time whenever the run is replayed; use steps.now(), or call it in a @Step"),
  UNSTABLE_ID(
      Severity.WARNING,
      "%s gives another id whenever the run is replayed; use steps.uuid(), or call it in a @Step"),
  UNSTABLE_RANDOM(
      Severity.WARNING, "%s gives another result whenever the run is replayed; call it in a @Step"),
  UNSTABLE_ENVIRONMENT(
      Severity.WARNING,
      "%s may give another result on the machine on which the run is replayed; read it in a @Step, or once in the constructor"),
  UNSTABLE_STEP_ID(
      "%s makes another id of this step whenever the run is replayed, so its outcome is never found; use what the event or an earlier step gave"),
  STEP_TEXT("the step id %s %s"),
  UNSTABLE_ORDER(
      "%s has another order in every process, and repeated steps are distinguished by their order; use a List, or sort it first"),
  IO_OUTSIDE_STEP(
      Severity.WARNING, "%s is done again whenever the run is replayed; do it in a @Step"),
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
      "field %s is changed between steps, is not stored and belongs to all runs of the instance; use a local variable, or let a @Step return it"),
  CHANGED_RESULT(
      Severity.WARNING,
      "%s changes the result of a step, which is stored as the step returned it; change a copy of %s"),
  CAUGHT_SUSPENSION(
      "catch (%1$s %2$s) around steps also catches the signal by which a run parks; catch Exception, or end the handler with throw %2$s"),
  EARLY_FINALLY(
      Severity.WARNING,
      "%s, in finally around steps, is called whenever the run parks, not only at their end; call it in a @Step, which waits for that"),
  STEP_WITHIN_STEP(
      Severity.WARNING,
      "%s is called inside step %s, so it is a part of that and stores nothing of its own; call it between steps, or take @Step from it"),
  STEPS_WITHIN_STEP(
      "steps.%s is called inside step %s, where it throws an IllegalStateException; call it between steps"),

  NEGATIVE_SLEEP(
      Severity.WARNING,
      "%s is less than no time, so that the sleep is over at once; give how long it is to last"),
  NEGATIVE_WAIT(
      "%s is less than no time, which a wait refuses; give how long it is to last, or Duration.ZERO"),
  ANY_OF_NONE(
      "steps.any of %s waits for no event, so that none can end it; give at least one match"),
  EMPTY_RACE("a race between %s has no branches, so that none can win; give at least one"),
  RACE_WINNERS("a race is to have %s winners; give a number from 1 to %s"),
  INLINE_RESULT(
      Severity.WARNING,
      "an inline step stores %s, which JSON does not give back as it was: %s; let a @Step method return it, whose exact type is known, or use a record"),
  CAUGHT_FAILURE(
      Severity.WARNING,
      "catch (%1$s %2$s) around steps never matches: a flow sees a StepFailedException in place of what a step throws; catch that, and ask it failedWith(%1$s.class)"),
  LOST_CHANGE(
      Severity.WARNING,
      "%s, inside step %s, changes what is outside it, and a stored step is not executed again when the run is replayed; let the step return the value"),
  LOST_FIELD(
      Severity.WARNING,
      "field %s is set by a step and read between steps, and a stored step is not executed again when the run is replayed; let the step return the value"),
  CHANGED_ARGUMENT(
      Severity.WARNING,
      "%s, in step %s, changes its argument %s, and a stored step is not executed again when the run is replayed; return what is changed"),
  PLAIN_STEP(
      Severity.WARNING,
      "%s calls a step on a %2$s that is not durable, so its outcome is not stored; call it on a Durable%2$s"),
  SUPER_STEP(
      Severity.WARNING,
      "%s calls a step past the durable subclass, so its outcome is not stored; call it without super"),
  LONG_SLEEP(
      Severity.WARNING,
      "a sleep of %s is longer than the finishTimeout %s of the function, so that its runs never end well; make the timeout longer than all that the function waits for"),
  NOT_AN_EVENT(
      "%1$s is not an event, so that nothing can be started by it; declare it as @Event(\"…\") record %1$s(…)"),
  FLOW_CONNECTION(
      Severity.WARNING,
      "%s can do nothing by itself: it stands for the connection that a transactional step is given; pass it to a @Step(transactional = true), or use steps.runInTransaction"),
  NULL_MATCH(
      Severity.WARNING,
      "%s matches only events that have null there; leave the field out to match any value"),
  ENDED_TRANSACTION(
      Severity.WARNING,
      "%s ends the transaction on which the outcome of the step is recorded; leave that to the run"),
  OTHER_CONNECTION(
      Severity.WARNING,
      "%s takes another connection in a transactional step, so what is written on it is not recorded together with the outcome; use the connection that the step is given"),
  SHARED_BRANCH(
      Severity.WARNING,
      "%s uses %s from around parallel branches, which run on several threads in any order; let each branch return its value"),
  ENDLESS_LOOP(
      Severity.WARNING,
      "%s repeats steps without an end, and all that a run has stored is read again when it is replayed; let the function end, and start it again with an event or a cron"),
  OPEN_RESOURCE(
      Severity.WARNING,
      "%s is open around steps, and is closed whenever the run parks and opened again whenever it is replayed; open it in the step that uses it"),
  INVOKE_CYCLE(
      Severity.WARNING,
      "%s is a cycle of runs that wait for each other; let one of them send an event instead, or allow it and say how it ends"),

  UNDECLARED_CATALOG(
      Severity.WARNING,
      "module %s does not provide %s, whose functions and events are not found where it runs as a module; write in its module-info: %s"),
  CLOSED_PACKAGE(
      Severity.WARNING,
      "module %s does not open package %s, so that JSON cannot carry %s where it runs as a module; write in its module-info: opens %2$s;"),

  UNKNOWN_CODE(
      "%s names %s, and there is nothing of that name to %s; take a code of docs/checks.md%s"),
  ALLOW_WITHOUT_REASON("@Allow of %s gives no reason; say why it is right here: because = \"…\""),
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
