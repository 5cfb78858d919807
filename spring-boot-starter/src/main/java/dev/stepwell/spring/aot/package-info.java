/** What an application that is processed ahead of time needs: hints for native images. */
@NullMarked
package dev.stepwell.spring.aot;

import org.jspecify.annotations.NullMarked;
