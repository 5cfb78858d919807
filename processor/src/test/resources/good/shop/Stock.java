package good.shop;

import dev.stepwell.Step;

/** A collaborator: steps and no function. */
class Stock {
  static class Shelf {
    @Step
    int count(String article) {
      return article.length();
    }
  }
}
