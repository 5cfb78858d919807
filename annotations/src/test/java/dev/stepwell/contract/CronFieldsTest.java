package dev.stepwell.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronFieldsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 9 * * SUN-THU | 0 9 * * 0,1,2,3,4",
        "0 9 * * FRI-MON | 0 9 * * 5,6,0,1",
        "0 9 * * fri-sun | 0 9 * * 5,6,0",
        "0 9 * * MON-FRI | 0 9 * * 1,2,3,4,5",
        "0 9 * * FRI-TUE/2 | 0 9 * * 5,0,2",
        "0 9 * * SAT,SUN | 0 9 * * 6,0",
        "0 9 * * 5-7 | 0 9 * * 5,6,0",
        "0 9 * * 6-2 | 0 9 * * 6,0,1,2",
        "0 9 * * SUN-SUN | 0 9 * * 0",
        "0  9 * * 1 | 0 9 * * 1",
        "0 9 1-5 * * | 0 9 1-5 * *",
        "0 9 * * */2 | 0 9 * * */2",
        "0 9 * * XYZ-MON | 0 9 * * XYZ-MON",
        "0 9 * * 8 | 0 9 * * 8",
        "0 9 * | 0 9 *",
        "@daily | @daily",
      })
  void weekdaysBecomeNumbers(String expression, String plain) {
    assertThat(CronFields.plain(expression)).isEqualTo(plain);
  }
}
