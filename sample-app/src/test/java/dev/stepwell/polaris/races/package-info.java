/** Functions with races and with limits on steps, for tests of the dashboard. */
@NullMarked
package dev.stepwell.polaris.races;

import org.jspecify.annotations.NullMarked;
