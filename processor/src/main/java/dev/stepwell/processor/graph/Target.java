package dev.stepwell.processor.graph;

import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;

/**
 * A method that may be called.
 *
 * @param method the method
 * @param self the class on which it is called
 * @param direct whether it is called past the durable subclass, as by {@code super}
 */
record Target(ExecutableElement method, TypeElement self, boolean direct) {}
