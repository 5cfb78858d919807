/**
 * The ports of storage in memory, with the same meaning as on Postgres: for tests of functions, and of whatever speaks through
 * the ports. It imports the nouns, the codec and the clock of the runtime. Start with {@link
 * dev.stepwell.testing.memory.MemoryStore}.
 */
@NullMarked
package dev.stepwell.testing.memory;

import org.jspecify.annotations.NullMarked;
