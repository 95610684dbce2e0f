"""What a lesson may contain."""

from wagtail import blocks


class LessonStreamBlock(blocks.StreamBlock):
    """The blocks an author may choose from."""

    text = blocks.RichTextBlock()


class QuestionStreamBlock(blocks.StreamBlock):
    """The kinds of question a bank item may be; exactly one is chosen."""

    single = blocks.CharBlock()

    class Meta:
        min_num = 1
        max_num = 1
