/** Reports runs that fail to Sentry, and traces runs there. Start with {@link dev.stepwell.sentry.SentryMiddleware}. */
@NullMarked
package dev.stepwell.sentry;

import org.jspecify.annotations.NullMarked;
