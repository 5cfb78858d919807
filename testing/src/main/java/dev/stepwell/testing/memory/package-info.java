/**
 * The ports of storage in memory, with the same behaviour as on Postgres, for tests of functions and of code that uses
 * the ports. It imports the model, the codec and the clock of the runtime. Start with {@link
 * dev.stepwell.testing.memory.MemoryStore}.
 */
@NullMarked
package dev.stepwell.testing.memory;

import org.jspecify.annotations.NullMarked;
