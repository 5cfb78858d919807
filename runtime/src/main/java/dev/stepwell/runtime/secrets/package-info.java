/**
 * What is secret of payloads, and how it is taken out of everything that people read: screens, answers and logs. Imports no other room.
 * Start with {@link dev.stepwell.runtime.secrets.Redaction}.
 */
@NullMarked
package dev.stepwell.runtime.secrets;

import org.jspecify.annotations.NullMarked;
