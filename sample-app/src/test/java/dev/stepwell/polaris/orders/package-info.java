/** Functions with many steps and with errors, for tests of the dashboard. */
@NullMarked
package dev.stepwell.polaris.orders;

import org.jspecify.annotations.NullMarked;
