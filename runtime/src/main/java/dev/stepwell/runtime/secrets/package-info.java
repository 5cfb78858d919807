/**
 * Finds and masks secrets in everything that people read: screens, responses and logs. Imports no other package. Start
 * with {@link dev.stepwell.runtime.secrets.Redaction}.
 */
@NullMarked
package dev.stepwell.runtime.secrets;

import org.jspecify.annotations.NullMarked;
