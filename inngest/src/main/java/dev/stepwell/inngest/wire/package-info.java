/** The forms of the protocol: signatures, canonical JSON, ids, durations. */
@NullMarked
package dev.stepwell.inngest.wire;

import org.jspecify.annotations.NullMarked;
