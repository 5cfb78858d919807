/**
 * Tests of functions: a manually driven engine on a store in memory, with settable time. It imports the engine, the
 * client and the ports of the runtime, but neither Postgres nor the worker. Start with {@link
 * dev.stepwell.testing.TestStepwell}.
 */
@NullMarked
package dev.stepwell.testing;

import org.jspecify.annotations.NullMarked;
