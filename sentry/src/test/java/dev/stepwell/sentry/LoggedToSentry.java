package dev.stepwell.sentry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.sentry.Sentry;
import io.sentry.SentryEvent;
import io.sentry.SentryLevel;
import io.sentry.protocol.Message;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Sends errors of the log to Sentry, as the appenders of Sentry's integrations for Logback and Log4j do. */
final class LoggedToSentry extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private final List<String> messages = new CopyOnWriteArrayList<>();

  LoggedToSentry() {
    start();
    root.addAppender(this);
  }

  @Override
  protected void append(ILoggingEvent logged) {
    if (logged.getLevel().isGreaterOrEqual(Level.ERROR)) {
      messages.add(logged.getFormattedMessage());
      report(logged.getFormattedMessage(), logged.getLoggerName());
    }
  }

  void report(String text, String logger) {
    Message message = new Message();
    message.setFormatted(text);
    SentryEvent event = new SentryEvent();
    event.setLevel(SentryLevel.ERROR);
    event.setLogger(logger);
    event.setMessage(message);
    Sentry.captureEvent(event);
  }

  List<String> messages() {
    return messages;
  }

  @Override
  public void close() {
    root.detachAppender(this);
    stop();
  }
}
