/** Functions with many steps and with faults, for tests of what people see of them. */
@NullMarked
package dev.stepwell.polaris.orders;

import org.jspecify.annotations.NullMarked;
