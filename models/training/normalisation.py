"""What the ImageNet weights expect of their input, as shares of full scale for red, green, blue."""

MEAN = (0.485, 0.456, 0.406)
STD = (0.229, 0.224, 0.225)
